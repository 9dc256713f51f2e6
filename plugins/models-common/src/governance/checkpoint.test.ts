import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { shuffled } from './__testUtils__/anyRecord';
import { ledger } from './__testUtils__/ledgerExport';
import { chainCheckpoint } from './checkpoint';
import { GENESIS_HASH } from './chain';
import { ledgerCheckpointSchema } from './ledgerSchemas';

const createdAt = '2026-03-01T10:00:00.000Z';
const heads = ['churn', 'credit', 'Zebra'].map(name => {
  const { modelRef, sequence, hash } = ledger(name, 2)[1];
  return { modelRef, sequence, hash };
});

describe('a checkpoint', () => {
  it('begins a chain, and has the hash that anybody can reckon', () => {
    const [head] = heads;
    const canonical = `{"createdAt":"${createdAt}","heads":[{"hash":"${head.hash}","modelRef":"model:default/churn","sequence":2}],"previousHash":"${GENESIS_HASH}","sequence":1}`;
    const first = chainCheckpoint({ heads: [head], createdAt });

    expect(first).toEqual({
      sequence: 1,
      createdAt,
      heads: [head],
      previousHash: GENESIS_HASH,
      hash: createHash('sha256').update(canonical).digest('hex'),
    });
    expect(ledgerCheckpointSchema.parse(first)).toEqual(first);
  });

  it('continues the chain, also when no ledger grew', () => {
    const first = chainCheckpoint({ heads, createdAt });

    expect(
      chainCheckpoint({ heads: [], createdAt, previous: first }),
    ).toMatchObject({ sequence: 2, heads: [], previousHash: first.hash });
  });

  it('is the same whatever order the ledgers are read in', () => {
    fc.assert(
      fc.property(shuffled(heads), other => {
        expect(chainCheckpoint({ heads: other, createdAt })).toEqual(
          chainCheckpoint({ heads, createdAt }),
        );
      }),
    );
  });

  it('holds nothing of an entry but its place and its hash', () => {
    expect(
      chainCheckpoint({ heads: ledger('churn', 2).slice(1), createdAt }).heads,
    ).toEqual([heads[0]]);
  });
});
