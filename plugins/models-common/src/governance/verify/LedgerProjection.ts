import { JsonValue } from '@backstage/types';
import { LedgerEntry } from '../ledger';
import {
  ProjectedItem,
  ProjectedKind,
  isUnspoken,
  projectedItem,
  textIn,
} from './projectedItem';

/**
 * Something that a database says and a ledger does not, or the other way round.
 *
 * @public
 */
export interface ProjectionDifference {
  /** Position of the ledger entry that it is about. */
  sequence: number;
  /** What differs, in words. */
  reason: string;
}

type Fields = Record<string, JsonValue | undefined>;

/**
 * The decisions, reviews and waivers of one model as its ledger has them: what a database
 * that answers queries about them must say.
 *
 * @remarks
 *
 * It is given the entries of one chain in their order, which have been verified. It keeps
 * a short form of each decision, review and waiver in memory.
 *
 * @public
 */
export class LedgerProjection {
  readonly #items = new Map<string, ProjectedItem>();

  /** Takes in the next entry. */
  add(entry: LedgerEntry): void {
    switch (entry.action) {
      case 'decision':
        return this.#begin(entry, 'decision', 'id', decisionFields(entry));
      case 'decision-withdrawn':
        return this.#end(entry, 'decision', 'decisionId', 'withdrawn');
      case 'review-opened':
        return this.#begin(entry, 'review', 'reviewId', reviewFields(entry));
      case 'review-closed':
        return this.#end(entry, 'review', 'reviewId', 'closed', {
          status: entry.body.outcome,
        });
      case 'waiver-granted':
        return this.#begin(entry, 'waiver', 'id', waiverFields(entry));
      case 'waiver-revoked':
        return this.#end(entry, 'waiver', 'waiverId', 'revoked');
      default:
        return undefined;
    }
  }

  /**
   * Compares it with what a database says of the same model.
   *
   * @returns every difference, in the order of the entries.
   */
  compare(actual: readonly ProjectedItem[]): ProjectionDifference[] {
    const unseen = new Map(this.#items);
    const differences: ProjectionDifference[] = [];
    for (const item of actual) {
      const expected = unseen.get(keyOf(item));
      unseen.delete(keyOf(item));
      differences.push(
        ...(expected ? differencesOf(expected, item) : [unknownItem(item)]),
      );
    }
    differences.push(...[...unseen.values()].map(missingItem));
    return differences.sort((a, b) => a.sequence - b.sequence);
  }

  #begin(
    { sequence, body }: LedgerEntry,
    kind: ProjectedKind,
    idField: string,
    fields: Fields,
  ): void {
    const id = textIn(body, idField) ?? '';
    const item = projectedItem({ kind, id, sequence, fields });
    this.#items.set(keyOf(item), item);
  }

  #end(
    entry: LedgerEntry,
    kind: ProjectedKind,
    idField: string,
    act: string,
    others: Fields = {},
  ): void {
    const id = textIn(entry.body, idField) ?? '';
    const begun = this.#items.get(keyOf({ kind, id }));
    const { sequence = entry.sequence, fields = {} } = begun ?? {};
    const ended = projectedItem({
      ...{ kind, id, sequence },
      fields: {
        ...others,
        [`${act}.by`]: entry.actor,
        [`${act}.at`]: entry.recordedAt,
        [`${act}.reason`]: entry.body.reason,
      },
    });
    this.#items.set(keyOf(ended), {
      ...ended,
      fields: { ...fields, ...ended.fields },
    });
  }
}

function decisionFields({ actor, recordedAt, body }: LedgerEntry): Fields {
  const { requirement, requirementDigest, stage, version } = body;
  const { decision, comment, evidence, reviewId, facts } = body;
  return {
    ...{ requirement, requirementDigest, stage, version, decision, comment },
    ...{ evidence, reviewId, facts, decidedBy: actor, decidedAt: recordedAt },
  };
}

function reviewFields({ actor, recordedAt, body }: LedgerEntry): Fields {
  const { version, stage, note } = body;
  return {
    ...{ version, stage, note, status: 'open' },
    ...{ openedBy: actor, openedAt: recordedAt },
  };
}

function waiverFields({ actor, recordedAt, body }: LedgerEntry): Fields {
  const { requirement, requirementDigest, stage, version } = body;
  const { facts, reason, until } = body;
  return {
    ...{ requirement, requirementDigest, stage, version, facts, reason },
    ...{ until, grantedBy: actor, grantedAt: recordedAt },
  };
}

function keyOf({ kind, id }: Pick<ProjectedItem, 'kind' | 'id'>): string {
  return `${kind} ${id}`;
}

function differencesOf(
  expected: ProjectedItem,
  actual: ProjectedItem,
): ProjectionDifference[] {
  const { sequence } = expected;
  const names = new Set([
    ...Object.keys(expected.fields),
    ...Object.keys(actual.fields),
  ]);
  const changed = [...names].flatMap(name => {
    const [is, was] = [actual.fields[name], expected.fields[name]];
    return is === was ? [] : [inWords(name, is, was)];
  });
  if (actual.sequence !== sequence) {
    changed.push(`it names entry ${actual.sequence}`);
  }
  return changed.length > 0
    ? [
        {
          sequence,
          reason: `${nameOf(
            expected,
          )} is not as in entry ${sequence}: ${changed.join('; ')}`,
        },
      ]
    : [];
}

function inWords(
  name: string,
  is: string | undefined,
  was: string | undefined,
): string {
  if (isUnspoken(name)) {
    return `${name} was changed`;
  }
  return `${name} is ${quote(is)} and not ${quote(was)}`;
}

function quote(value: string | undefined): string {
  return value === undefined ? 'empty' : `'${value.slice(0, 100)}'`;
}

function unknownItem(item: ProjectedItem): ProjectionDifference {
  return {
    sequence: item.sequence,
    reason: `${nameOf(item)} is in no entry of the ledger`,
  };
}

function missingItem(item: ProjectedItem): ProjectionDifference {
  const { sequence } = item;
  return {
    sequence,
    reason: `${nameOf(item)} is in entry ${sequence} and not in the database`,
  };
}

function nameOf({ kind, id, fields }: ProjectedItem): string {
  const { requirement, version, decidedBy } = fields;
  const about = [requirement, version && `version ${version}`, decidedBy]
    .filter(Boolean)
    .join(', ');
  return `${kind} ${id}${about ? ` (${about})` : ''}`;
}
