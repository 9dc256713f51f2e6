import { LedgerEntry, chainEntry, findBrokenEntry } from '../ledger';
import {
  checkpoint,
  exportOf,
  ledger,
  write,
} from '../__testUtils__/ledgerExport';
import { verifyLedgerExport } from './verifyLedgerExport';

const CHURN = 'model:default/churn';
const LEAVERS = 'model:default/leavers';
const churn = ledger('churn', 3);

/** The next entry of a ledger, under a name that may be new. */
function next(
  entries: readonly LedgerEntry[],
  modelRef: string,
  formerRef?: string,
): LedgerEntry {
  return chainEntry({
    act: {
      modelRef,
      recordedAt: '2026-03-01T09:30:00.000Z',
      actor: 'user:default/paul-platform',
      ...(formerRef
        ? { action: 'record-continued', body: { formerRef } }
        : { action: 'decision', body: {} }),
    },
    previous: entries.at(-1),
  });
}

const renamed = [...churn, next(churn, LEAVERS, CHURN)];
const grown = [...renamed, next(renamed, LEAVERS)];
const returned = [...grown, next(grown, CHURN, LEAVERS)];

const verify = (lines: readonly object[]) => verifyLedgerExport(write(lines));

describe('the ledger of a model that was renamed', () => {
  it('goes on under the new name, and back again', () => {
    expect(verify(exportOf(grown, [], LEAVERS))).toMatchObject({
      ok: true,
      entries: 5,
      models: 1,
    });
    expect(verify(exportOf(returned, [], CHURN))).toMatchObject({ ok: true });
    expect(findBrokenEntry(returned)).toBeUndefined();
  });

  it('is held against checkpoints from before and after', () => {
    const before = checkpoint([churn]);
    const after = checkpoint([grown], before);

    expect(verify(exportOf(grown, [before, after]))).toMatchObject({
      ok: true,
      checkpoints: 2,
    });
    expect(verify(exportOf(renamed, [before, after])).problem).toMatchObject({
      modelRef: LEAVERS,
      sequence: 5,
    });
    const forged = ledger('churn', 2);
    const rewritten = [...forged, next(forged, LEAVERS, CHURN)];
    expect(verify(exportOf(rewritten, [before])).problem).toMatchObject({
      modelRef: CHURN,
      sequence: 3,
      reason: 'checkpoint 1 knows another entry 3: the ledger was rewritten',
    });
  });

  it.each<[string, LedgerEntry[], string, RegExp]>([
    [
      'an entry of another model stands in it',
      [...churn, next(churn, LEAVERS)],
      'all',
      /entry 1 is missing/,
    ],
    [
      'it goes on under the former name, too',
      [...renamed, next(renamed, CHURN)],
      'all',
      /goes on as that of model:default\/leavers/,
    ],
    [
      'it is continued twice',
      [...renamed, next(renamed, 'model:default/copy', CHURN)],
      'all',
      /goes on as that of model:default\/leavers/,
    ],
    [
      'the model has a ledger of its own',
      [...ledger('leavers', 1), ...renamed],
      'all',
      /model:default\/leavers has one of its own/,
    ],
    [
      'what it continues is missing',
      [renamed[3]],
      'all',
      /entry 1 is missing; entry 4/,
    ],
    [
      'it is passed off as that of another model',
      [...churn],
      LEAVERS,
      /the export is of model:default\/leavers/,
    ],
    [
      'it is passed off as what the model was called before',
      [...renamed],
      CHURN,
      /the export is of model:default\/churn/,
    ],
  ])('is found to be wrong when %s', (_, entries, scope, reason) => {
    expect(verify(exportOf(entries, [], scope))).toMatchObject({
      ok: false,
      problem: { reason: expect.stringMatching(reason) },
    });
  });

  it('is broken where an entry of another model stands', () => {
    expect(findBrokenEntry([...churn, next(churn, LEAVERS)])).toEqual({
      sequence: 4,
      reason:
        'it is an entry of model:default/leavers in the ledger of model:default/churn',
    });
    expect(
      findBrokenEntry([...churn, next(churn, LEAVERS, 'model:default/other')]),
    ).toMatchObject({ sequence: 4 });
  });
});
