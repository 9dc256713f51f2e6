import {
  FilterPredicate,
  createZodV4FilterPredicateSchema,
} from '@backstage/filter-predicates';
import { z } from 'zod';
import { MODEL_KIND } from '../kind/ModelEntity';
import { RISK_TIERS } from '../kind/riskTier';
import { Lifecycle } from '../lifecycle/stages';

const predicateSchema = createZodV4FilterPredicateSchema();

type Enums = Record<string, readonly string[]>;

const ENUMS: Enums = { kind: [MODEL_KIND], 'spec.riskTier': RISK_TIERS };

/**
 * Which models a policy applies to: a filter predicate over the entity.
 *
 * @remarks
 *
 * Backstage also takes predicates that no model can ever match, or of which it ignores
 * a part. A policy with such a one would govern nothing without anybody noticing, so
 * what can be known to be a mistake is refused.
 */
export const matchSchema = z
  .custom<FilterPredicate>()
  .superRefine((value, context) => {
    const mistake = mistakeInMatch(value);
    if (mistake) {
      context.addIssue({ code: 'custom', message: complaint(mistake) });
    }
  });

function mistakeInMatch(value: unknown): string | undefined {
  return predicateSchema.safeParse(value).success
    ? mistakeInPredicate(value, ENUMS)
    : 'fields with a value or with one of $in, $exists, $contains, $hasPrefix; or one of $all, $any, $not around such predicates';
}

/**
 * Finds a stage in a predicate that is not configured, so that it could match nothing.
 * What {@link matchSchema} complains about is not said again.
 */
export function mistakeAboutStages(
  match: FilterPredicate,
  lifecycle: Lifecycle,
): string | undefined {
  const mistake = mistakeInMatch(match)
    ? undefined
    : mistakeInPredicate(match, {
        'spec.lifecycle': lifecycle.stages.map(({ id }) => id),
      });
  return mistake && complaint(mistake);
}

function complaint(mistake: string): string {
  return `write a filter predicate over the entity, e.g. { spec.riskTier: high } (${mistake})`;
}
const LISTS = [
  'metadata.tags',
  'spec.dependsOn',
  'spec.servedBy',
  'spec.trainedOn',
];
const FIELD = /^(kind|apiVersion|metadata\..+|spec\..+)$/;
const SPEC_FIELDS = [
  'spec.type',
  'spec.lifecycle',
  'spec.owner',
  'spec.system',
  'spec.riskTier',
  'spec.intendedUse',
  'spec.servedBy',
  'spec.dependsOn',
  'spec.trainedOn',
  'spec.baseModel',
  'spec.card',
];

function mistakeInPredicate(
  predicate: unknown,
  enums: Enums,
): string | undefined {
  if (!isObject(predicate)) {
    return 'fields with values, not a bare value';
  }
  const keys = Object.keys(predicate);
  const operator = keys.find(key => key.startsWith('$'));
  if (operator && keys.length > 1) {
    return `${operator} stands alone`;
  }
  if (operator === '$not') {
    return isObject(predicate.$not) && Object.keys(predicate.$not).length === 0
      ? '$not around nothing matches no model'
      : mistakeInPredicate(predicate.$not, enums);
  }
  const parts = predicate.$all ?? predicate.$any;
  if (Array.isArray(parts)) {
    return parts.length > 0
      ? firstMistake(parts, part => mistakeInPredicate(part, enums))
      : `${operator} must hold at least one predicate`;
  }
  const fields = Object.entries(predicate);
  return firstMistake(fields, ([field, condition]) => {
    const mistake =
      mistakeInFieldName(field) ?? mistakeInCondition(field, condition, enums);
    return mistake && `${field}: ${mistake}`;
  });
}

function mistakeInFieldName(field: string): string | undefined {
  if (!FIELD.test(field)) {
    return `no such field; did you mean spec.${field} or metadata.${field}?`;
  }
  const known = SPEC_FIELDS.find(
    name =>
      name !== field &&
      name.toLocaleLowerCase('en-US') === field.toLocaleLowerCase('en-US'),
  );
  return known && `no such field; write ${known}`;
}

function mistakeInCondition(
  field: string,
  condition: unknown,
  enums: Enums,
): string | undefined {
  if (!isObject(condition)) {
    return LISTS.includes(field)
      ? 'is a list; write { $contains: … }'
      : mistakeInValue(field, condition, enums);
  }
  const { $contains, $in } = condition;
  if (Object.keys(condition).length !== 1) {
    return 'write one of $in, $exists, $contains, $hasPrefix';
  }
  if (Array.isArray($in)) {
    return $in.length > 0
      ? firstMistake($in, value => mistakeInValue(field, value, enums))
      : '$in must hold at least one value';
  }
  if (isObject($contains) && Object.keys($contains).length === 0) {
    return '$contains must name a value';
  }
  return undefined;
}

function mistakeInValue(
  field: string,
  value: unknown,
  enums: Enums,
): string | undefined {
  const allowed = enums[field];
  const found = allowed?.some(
    item =>
      item.toLocaleLowerCase('en-US') ===
      String(value).toLocaleLowerCase('en-US'),
  );
  return allowed && !found
    ? `'${value}' is none of ${allowed.join(', ')}`
    : undefined;
}

function firstMistake<T>(
  items: readonly T[],
  mistakeIn: (item: T) => string | undefined,
): string | undefined {
  for (const item of items) {
    const mistake = mistakeIn(item);
    if (mistake) {
      return mistake;
    }
  }
  return undefined;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
