import { Entity } from '@backstage/catalog-model';
import {
  FilterPredicate,
  evaluateFilterPredicate,
} from '@backstage/filter-predicates';

/**
 * Says in words why the predicate of a policy matches an entity.
 *
 * @returns one or several clauses, e.g. "spec.riskTier is high"; nothing when the
 *   predicate does not match.
 * @public
 */
export function explainMatch(match: FilterPredicate, entity: Entity): string[] {
  if (!evaluateFilterPredicate(match, entity)) {
    return [];
  }
  const clauses = [...new Set(whyItHolds(match, entity))];
  return clauses.length > 0 ? clauses : ['it applies to every model'];
}

function whyItHolds(predicate: unknown, entity: Entity): string[] {
  if (!isObject(predicate)) {
    return [];
  }
  if (Array.isArray(predicate.$all)) {
    return predicate.$all.flatMap(part => whyItHolds(part, entity));
  }
  if (Array.isArray(predicate.$any)) {
    return predicate.$any
      .filter(part => evaluateFilterPredicate(part, entity))
      .flatMap(part => whyItHolds(part, entity));
  }
  if (predicate.$not !== undefined) {
    return [`it is not so that ${describe(predicate.$not)}`];
  }
  return Object.entries(predicate)
    .filter(([field]) => field !== 'kind')
    .map(([field, condition]) => describeField(field, condition));
}

/** The whole predicate, whatever of it holds. */
function describe(predicate: unknown): string {
  if (!isObject(predicate)) {
    return String(predicate);
  }
  if (Array.isArray(predicate.$all)) {
    return predicate.$all.map(describe).join(' and ');
  }
  if (Array.isArray(predicate.$any)) {
    return predicate.$any.map(describe).join(' or ');
  }
  if (predicate.$not !== undefined) {
    return `not (${describe(predicate.$not)})`;
  }
  return Object.entries(predicate)
    .map(([field, condition]) => describeField(field, condition))
    .join(' and ');
}

function describeField(field: string, condition: unknown): string {
  if (!isObject(condition)) {
    return `${field} is ${condition}`;
  }
  const { $in, $exists, $contains, $hasPrefix } = condition;
  if (Array.isArray($in)) {
    return $in.length === 1
      ? `${field} is ${$in[0]}`
      : `${field} is one of ${$in.join(', ')}`;
  }
  if (typeof $exists === 'boolean') {
    return `${field} is ${$exists ? 'set' : 'not set'}`;
  }
  if ($hasPrefix !== undefined) {
    return `${field} begins with ${$hasPrefix}`;
  }
  if ($contains !== undefined) {
    return isObject($contains)
      ? `${field} contains an item of which ${describe($contains)}`
      : `${field} contains ${$contains}`;
  }
  return `${field} matches ${JSON.stringify(condition)}`;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
