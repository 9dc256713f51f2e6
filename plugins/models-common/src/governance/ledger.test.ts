import fc from 'fast-check';
import { GENESIS_HASH } from './chain';
import { LedgerAct, LedgerEntry, chainEntry, findBrokenEntry } from './ledger';

function act(index: number): LedgerAct {
  return {
    modelRef: 'model:default/churn',
    recordedAt: `2026-03-01T09:00:0${index}.000Z`,
    actor: 'user:default/vera-validator',
    action: 'decision',
    body: { requirement: 'validation', votes: [index, { against: 0 }] },
  };
}

function chain(length: number): LedgerEntry[] {
  const entries: LedgerEntry[] = [];
  for (let index = 0; index < length; index++) {
    entries.push(chainEntry({ act: act(index), previous: entries.at(-1) }));
  }
  return entries;
}

describe('the ledger of a model', () => {
  it('starts at 1 with nothing before it', () => {
    expect(chainEntry({ act: act(0) })).toMatchObject({
      ...act(0),
      sequence: 1,
      previousHash: GENESIS_HASH,
      hash: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
  });

  it('continues with the hash of the entry before', () => {
    const [first, second] = chain(2);

    expect(second.sequence).toBe(2);
    expect(second.previousHash).toBe(first.hash);
  });

  it('is whole as it was written, however long', () => {
    for (const length of [0, 1, 2, 9]) {
      expect(findBrokenEntry(chain(length))).toBeUndefined();
    }
    expect.assertions(4);
  });

  it('is whole after a journey through JSON Lines', () => {
    const lines = chain(4).map(entry => JSON.stringify(entry));

    expect(
      findBrokenEntry(lines.map(line => JSON.parse(line))),
    ).toBeUndefined();
  });

  it('keeps nothing that is not part of an act', () => {
    const withExtra = { ...act(0), secret: 'x' };

    expect(chainEntry({ act: withExtra })).toEqual(chainEntry({ act: act(0) }));
  });
});

type Change = [string, (entry: LedgerEntry) => LedgerEntry];

const changes: Change[] = [
  ['model', e => ({ ...e, modelRef: 'model:default/other' })],
  ['time', e => ({ ...e, recordedAt: '2026-03-01T09:00:00.001Z' })],
  ['person', e => ({ ...e, actor: 'user:default/dario-datasci' })],
  ['action', e => ({ ...e, action: 'waiver' })],
  ['body', e => ({ ...e, body: { ...e.body, requirement: 'risk' } })],
  [
    'body, deep inside',
    e => ({ ...e, body: { ...e.body, votes: [1, { against: 1 }] } }),
  ],
  [
    'body, which gained a key',
    e => ({ ...e, body: { ...e.body, more: true } }),
  ],
  ['body, which was emptied', e => ({ ...e, body: {} })],
  ['hash', e => ({ ...e, hash: 'f'.repeat(64) })],
  ['hash before', e => ({ ...e, previousHash: 'f'.repeat(64) })],
];

describe('a ledger that was tampered with', () => {
  const anyEntry = fc
    .integer({ min: 1, max: 6 })
    .chain(length =>
      fc.tuple(fc.constant(length), fc.integer({ min: 0, max: length - 1 })),
    );

  it.each(changes)('is found out by its changed %s', (_, change) => {
    fc.assert(
      fc.property(anyEntry, ([length, index]) => {
        const entries = chain(length);
        entries[index] = change(entries[index]);

        expect(findBrokenEntry(entries)?.sequence).toBe(index + 1);
      }),
    );
  });

  it('is found out by a changed number, too', () => {
    fc.assert(
      fc.property(anyEntry, fc.integer(), ([length, index], sequence) => {
        fc.pre(sequence !== index + 1);
        const entries = chain(length);
        entries[index] = { ...entries[index], sequence };

        expect(findBrokenEntry(entries)?.sequence).toBe(index + 1);
      }),
    );
  });

  it('is found out where an entry is missing', () => {
    const entries = chain(4);

    expect(findBrokenEntry([entries[0], entries[2], entries[3]])).toEqual({
      sequence: 2,
      reason: 'entry 2 is missing; entry 3 stands in its place',
    });
    expect(findBrokenEntry(entries.slice(1))?.sequence).toBe(1);
  });

  it('is found out where two entries are swapped', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.integer({ min: 0, max: 5 }), {
          minLength: 2,
          maxLength: 2,
        }),
        ([a, b]) => {
          const entries = chain(6);
          [entries[a], entries[b]] = [entries[b], entries[a]];

          expect(findBrokenEntry(entries)?.sequence).toBe(Math.min(a, b) + 1);
        },
      ),
    );
  });

  it('is found out where an entry stands twice', () => {
    const [first, second] = chain(2);

    expect(findBrokenEntry([first, first, second])?.sequence).toBe(2);
  });

  it('is found out after an entry that was rewritten with a fitting hash', () => {
    const entries = chain(4);
    entries[1] = chainEntry({
      act: { ...act(1), actor: 'user:default/dario-datasci' },
      previous: entries[0],
    });

    expect(findBrokenEntry(entries)).toEqual({
      sequence: 3,
      reason: 'it does not follow from the entry before it',
    });
  });
});
