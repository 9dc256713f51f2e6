import { JsonObject, JsonValue } from '@backstage/types';
import { sha256OfJson } from '../canonicalJson';

/**
 * What can be rebuilt from a ledger.
 *
 * @public
 */
export type ProjectedKind = 'decision' | 'review' | 'waiver';

/**
 * A decision, review or waiver in a form in which two of them can be compared, whether
 * or not what stands there is well-formed.
 *
 * @public
 */
export interface ProjectedItem {
  /** What it is. */
  kind: ProjectedKind;
  /** Its id. */
  id: string;
  /** Position of the ledger entry that it began with. */
  sequence: number;
  /** What it says by name; what people wrote is represented by its SHA-256. */
  fields: Readonly<Record<string, string>>;
}

/** What people wrote, or is long: compared, and not repeated in a log. */
const UNSPOKEN: ReadonlySet<string> = new Set([
  'comment',
  'evidence',
  'facts',
  'note',
  'reason',
  'withdrawn.reason',
  'closed.reason',
  'revoked.reason',
]);

/**
 * Makes an item comparable.
 *
 * @param options - `fields` without value, or with `null`, are not there.
 * @public
 */
export function projectedItem(options: {
  kind: ProjectedKind;
  id: string;
  sequence: number;
  fields: Record<string, JsonValue | undefined>;
}): ProjectedItem {
  const { kind, id, sequence } = options;
  const fields: Record<string, string> = {};
  for (const [name, value] of Object.entries(options.fields)) {
    if (value !== undefined && value !== null) {
      fields[name] = isUnspoken(name) ? digestOf(value) : inWords(value);
    }
  }
  return { kind, id, sequence, fields };
}

/** Tells whether what a field says is compared and not repeated. */
export function isUnspoken(field: string): boolean {
  return UNSPOKEN.has(field);
}

function inWords(value: JsonValue): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function digestOf(value: JsonValue): string {
  try {
    return sha256OfJson(value);
  } catch {
    // Half a character: nothing like it is in a ledger.
    return JSON.stringify(value);
  }
}

/** Reads a text of an entry. */
export function textIn(body: JsonObject, name: string): string | undefined {
  const value = body[name];
  return typeof value === 'string' ? value : undefined;
}
