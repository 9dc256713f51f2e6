import { chainCheckpoint } from '../checkpoint';
import { LedgerEntry, chainEntry } from '../ledger';
import { LedgerCheckpoint } from '../ledgerSchemas';

/** The ledger of a model, with as many entries as asked for. */
export function ledger(name: string, length: number): LedgerEntry[] {
  const entries: LedgerEntry[] = [];
  for (let index = 0; index < length; index++) {
    entries.push(
      chainEntry({
        act: {
          modelRef: `model:default/${name}`,
          recordedAt: `2026-03-01T09:00:${String(index).padStart(2, '0')}.000Z`,
          actor: 'user:default/vera-validator',
          action: 'decision',
          body: {
            requirement: 'validation',
            votes: [index, { against: 0 }],
            comment: 'Grün: "ja"',
          },
        },
        previous: entries.at(-1),
      }),
    );
  }
  return entries;
}

/** A checkpoint over the ledgers as they are. */
export function checkpoint(
  ledgers: ReadonlyArray<readonly LedgerEntry[]>,
  previous?: LedgerCheckpoint,
): LedgerCheckpoint {
  return chainCheckpoint({
    heads: ledgers.flatMap(entries => entries.at(-1) ?? []),
    createdAt: '2026-03-01T10:00:00.000Z',
    previous,
  });
}

/** The lines of an export, before they are written. */
export function exportOf(
  entries: readonly LedgerEntry[],
  checkpoints: readonly LedgerCheckpoint[] = [],
  scope = 'all',
): object[] {
  return [
    {
      type: 'header',
      format: 'modelry-ledger/1',
      exportedAt: '2026-03-02T00:00:00.000Z',
      scope,
    },
    ...entries.map(entry => ({ type: 'entry', entry })),
    ...checkpoints.map(one => ({
      type: 'checkpoint',
      checkpoint: one,
    })),
    {
      type: 'end',
      entries: entries.length,
      checkpoints: checkpoints.length,
    },
  ];
}

/** The lines as they stand in the file. */
export function write(lines: readonly object[]): string[] {
  return lines.map(line => JSON.stringify(line));
}
