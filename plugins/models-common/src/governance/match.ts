import {
  FilterPredicate,
  createZodV4FilterPredicateSchema,
} from '@backstage/filter-predicates';
import { z } from 'zod';

const predicateSchema = createZodV4FilterPredicateSchema();

/**
 * Which models a policy applies to: a filter predicate over the entity.
 *
 * @remarks
 *
 * Backstage also takes predicates that no entity can ever match, or of which it
 * ignores a part. A policy with such a one would govern nothing without anybody
 * noticing, so it is refused.
 */
export const matchSchema = z.custom<FilterPredicate>(
  value => predicateSchema.safeParse(value).success && selectsByFields(value),
  {
    error:
      'write a filter predicate over the entity, e.g. { spec.riskTier: high }: fields with a value or with one of $in, $exists, $contains, $hasPrefix; or one of $all, $any, $not around such predicates',
  },
);

function selectsByFields(predicate: unknown): boolean {
  if (!isObject(predicate)) {
    return false;
  }
  if ('$not' in predicate) {
    return selectsByFields(predicate.$not);
  }
  const parts = predicate.$all ?? predicate.$any;
  if (Array.isArray(parts)) {
    return parts.length > 0 && parts.every(selectsByFields);
  }
  return Object.values(predicate).every(isOneCondition);
}

function isOneCondition(value: unknown): boolean {
  if (!isObject(value)) {
    return true;
  }
  const { $contains } = value;
  return (
    Object.keys(value).length === 1 &&
    (!isObject($contains) || selectsByFields($contains))
  );
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
