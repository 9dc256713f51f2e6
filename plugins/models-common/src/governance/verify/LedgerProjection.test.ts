import fc from 'fast-check';
import { LedgerAct, LedgerEntry, chainEntry } from '../ledger';
import { LedgerProjection } from './LedgerProjection';
import { ProjectedItem, projectedItem } from './projectedItem';

const modelRef = 'model:default/churn';

type Step = Pick<LedgerAct, 'actor' | 'action' | 'body'>;

function chain(steps: readonly Step[]): LedgerEntry[] {
  const entries: LedgerEntry[] = [];
  for (const [index, step] of steps.entries()) {
    const recordedAt = new Date(Date.UTC(2026, 2, 1, 9, index)).toISOString();
    const act = { modelRef, recordedAt, ...step };
    entries.push(chainEntry({ act, previous: entries.at(-1) }));
  }
  return entries;
}

function projectionOf(entries: readonly LedgerEntry[]): LedgerProjection {
  const projection = new LedgerProjection();
  entries.forEach(entry => projection.add(entry));
  return projection;
}

const ends = {
  review: ['review-closed', 'reviewId', 'closed'],
  waiver: ['waiver-revoked', 'waiverId', 'revoked'],
  decision: ['decision-withdrawn', 'decisionId', 'withdrawn'],
} as const;
const begins = {
  review: ['review-opened', 'reviewId', 'opened'],
  waiver: ['waiver-granted', 'id', 'granted'],
  decision: ['decision', 'id', 'decided'],
} as const;

/** Things that began, some of which ended, and what a database says of them. */
const anyRecord = fc
  .array(
    fc.record({
      kind: fc.constantFrom('review', 'waiver', 'decision'),
      version: fc.constantFrom('1', '2'),
      ended: fc.boolean(),
    }),
    { minLength: 1, maxLength: 12 },
  )
  .map(things => {
    const steps: Step[] = [];
    const items: ProjectedItem[] = [];
    for (const [index, { kind, version, ended }] of things.entries()) {
      const id = `${kind}-${index}`;
      const sequence = steps.length + 1;
      const [action, idField, began] = begins[kind];
      const [endAction, endIdField, act] = ends[kind];
      steps.push({ actor: 'vera', action, body: { [idField]: id, version } });
      const body = { [endIdField]: id, reason: 'Over', outcome: 'closed' };
      if (ended) {
        steps.push({ actor: 'otto', action: endAction, body });
      }
      const times = chain(steps).map(entry => entry.recordedAt);
      items.push(
        projectedItem({
          ...{ kind, id, sequence },
          fields: {
            version,
            ...(kind === 'review' && { status: ended ? 'closed' : 'open' }),
            [`${began}By`]: 'vera',
            [`${began}At`]: times[sequence - 1],
            ...(ended && {
              [`${act}.by`]: 'otto',
              [`${act}.at`]: times[sequence],
              [`${act}.reason`]: 'Over',
            }),
          },
        }),
      );
    }
    return { entries: chain(steps), items };
  });

describe('what a ledger says of decisions, reviews and waivers', () => {
  it('agrees with what was recorded, in whatever order it is read', () => {
    fc.assert(
      fc.property(
        anyRecord.chain(({ entries, items }) =>
          fc.record({
            entries: fc.constant(entries),
            items: fc.shuffledSubarray(items, { minLength: items.length }),
          }),
        ),
        ({ entries, items }) => {
          expect(projectionOf(entries).compare(items)).toEqual([]);
        },
      ),
    );
  });

  it('differs from any other, and the entry is named', () => {
    const anyChange = anyRecord.chain(({ entries, items }) =>
      fc.record({
        entries: fc.constant(entries),
        items: fc.constant(items),
        at: fc.nat(items.length - 1),
        change: fc.constantFrom('removed', 'changed', 'added'),
      }),
    );
    fc.assert(
      fc.property(anyChange, ({ entries, items, at, change }) => {
        const item = items[at];
        const others = items.filter(one => one !== item);
        const actual = {
          removed: others,
          changed: [
            ...others,
            { ...item, fields: { ...item.fields, version: '3' } },
          ],
          added: [...items, { ...item, id: 'invented' }],
        }[change];
        expect(projectionOf(entries).compare(actual)).toEqual([
          {
            sequence: item.sequence,
            reason: expect.stringMatching(
              change === 'added' ? /invented/ : new RegExp(item.id),
            ),
          },
        ]);
      }),
    );
  });

  const [entry] = chain([
    {
      actor: 'user:default/vera-validator',
      action: 'decision',
      body: {
        ...{ id: 'd1', requirement: 'validation', version: '7' },
        ...{ decision: 'approved', comment: 'Confidential' },
      },
    },
  ]);
  const recorded = {
    ...{ requirement: 'validation', version: '7' },
    ...{ decision: 'approved', comment: 'Confidential' },
    ...{ decidedBy: entry.actor, decidedAt: entry.recordedAt },
  };
  const who =
    'decision d1 (validation, version 7, user:default/vera-validator)';

  it.each([
    [
      'verdict',
      { decision: 'rejected' },
      `${who} is not as in entry 1: decision is 'rejected' and not 'approved'`,
    ],
    [
      'comment, which is not repeated',
      { comment: 'Secret' },
      `${who} is not as in entry 1: comment was changed`,
    ],
    [
      'person who is gone',
      { decidedBy: undefined },
      `${who} is not as in entry 1: decidedBy is empty and not 'user:default/vera-validator'`,
    ],
  ])('names another %s', (_, change, reason) => {
    const actual = projectedItem({
      ...{ kind: 'decision', id: 'd1', sequence: 1 },
      fields: { ...recorded, ...change },
    });
    expect(projectionOf([entry]).compare([actual])).toEqual([
      { sequence: 1, reason },
    ]);
  });

  it('names a row that points to another entry', () => {
    const actual = projectedItem({
      ...{ kind: 'decision', id: 'd1', sequence: 2, fields: recorded },
    });
    expect(projectionOf([entry]).compare([actual])).toEqual([
      { sequence: 1, reason: expect.stringContaining('it names entry 2') },
    ]);
  });
});
