import fc from 'fast-check';
import { LedgerEntry } from '../ledger';
import {
  checkpoint,
  exportOf,
  ledger,
  write,
} from '../__testUtils__/ledgerExport';
import { verifyLedgerExport } from './verifyLedgerExport';

/** Two ledgers, the checkpoint over them, and the place of one entry in the export. */
const anyExport = fc
  .tuple(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 5 }))
  .chain(([a, b]) => {
    const ledgers = [ledger('churn', a), ledger('credit', b)];
    return fc.record({
      entries: fc.constant(ledgers.flat()),
      checkpoints: fc.constant([checkpoint(ledgers)]),
      place: fc.integer({ min: 0, max: a + b - 1 }),
    });
  });

type Path = ReadonlyArray<string | number>;

/** The paths of all values in a JSON value that hold no others. */
function leaves(value: unknown, path: Path = []): Path[] {
  return typeof value === 'object' && value !== null
    ? Object.entries(value).flatMap(([key, item]) =>
        leaves(item, [...path, Array.isArray(value) ? Number(key) : key]),
      )
    : [path];
}

/** The value with another one in one place; without that place for `undefined`. */
function withChange(value: unknown, path: Path, change: unknown): unknown {
  const [key, ...rest] = path;
  if (key === undefined) {
    return change;
  }
  if (Array.isArray(value)) {
    return value.map((item, index) =>
      index === key ? withChange(item, rest, change) : item,
    );
  }
  return Object.fromEntries(
    Object.entries(Object(value)).map(([name, item]) => [
      name,
      name === key ? withChange(item, rest, change) : item,
    ]),
  );
}

function problemOf(lines: readonly object[]) {
  return verifyLedgerExport(write(lines)).problem;
}

describe('whatever was done to an export', () => {
  it('a change of any value of any entry is found where it is', () => {
    fc.assert(
      fc.property(
        anyExport,
        fc.nat(),
        fc.oneof(fc.jsonValue({ maxDepth: 1 }), fc.constant(undefined)),
        ({ entries, checkpoints, place }, pick, change) => {
          const target = entries[place];
          const paths = leaves(target);
          const changed = withChange(
            target,
            paths[pick % paths.length],
            change,
          );
          fc.pre(JSON.stringify(changed) !== JSON.stringify(target));
          const lines = exportOf(entries, checkpoints);
          lines[place + 1] = { type: 'entry', entry: changed };

          expect(problemOf(lines)?.line).toBe(place + 2);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('a removed entry is found and named, although the end was made to fit', () => {
    fc.assert(
      fc.property(anyExport, ({ entries, checkpoints, place }) => {
        const rest = entries.filter((_, index) => index !== place);
        const { modelRef, sequence } = entries[place];
        const isLast = !entries.some(
          e => e.modelRef === modelRef && e.sequence > sequence,
        );

        expect(problemOf(exportOf(rest, checkpoints))).toMatchObject({
          modelRef,
          sequence,
          line: isLast ? rest.length + 2 : place + 2,
        });
      }),
    );
  });

  it('a repeated entry is found wherever it stands', () => {
    fc.assert(
      fc.property(
        anyExport,
        fc.nat(),
        ({ entries, checkpoints, place }, to) => {
          const more = [...entries];
          more.splice(to % (entries.length + 1), 0, entries[place]);

          expect(problemOf(exportOf(more, checkpoints))).toMatchObject({
            modelRef: entries[place].modelRef,
          });
        },
      ),
    );
  });

  it('two entries of one model that changed places are found at the first', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.integer({ min: 0, max: 5 }), {
          minLength: 2,
          maxLength: 2,
        }),
        ([a, b]) => {
          const entries = ledger('churn', 6);
          [entries[a], entries[b]] = [entries[b], entries[a]];

          expect(problemOf(exportOf(entries))).toMatchObject({
            line: Math.min(a, b) + 2,
            sequence: Math.min(a, b) + 1,
          });
        },
      ),
    );
  });

  it('an export that was cut anywhere is found', () => {
    fc.assert(
      fc.property(anyExport, fc.nat(), ({ entries, checkpoints }, cut) => {
        const text = write(exportOf(entries, checkpoints)).join('\n');
        const short = text.slice(0, cut % text.length);

        expect(verifyLedgerExport(short.split('\n')).ok).toBe(false);
      }),
    );
  });

  it('entries of different models may stand in any order between each other', () => {
    fc.assert(
      fc.property(anyExport, fc.infiniteStream(fc.boolean()), (given, coin) => {
        const { entries, checkpoints } = given;
        const ofModel = (name: string) =>
          entries.filter(e => e.modelRef.endsWith(name));
        const [a, b] = [ofModel('churn'), ofModel('credit')];
        const mixed: LedgerEntry[] = [];
        while (a.length > 0 || b.length > 0) {
          const isFirst = b.length === 0 || (a.length > 0 && coin.next().value);
          mixed.push(...(isFirst ? a : b).splice(0, 1));
        }

        expect(problemOf(exportOf(mixed, checkpoints))).toBeUndefined();
      }),
    );
  });
});
