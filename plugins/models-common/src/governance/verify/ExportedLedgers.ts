import { findBreak } from '../chain';
import { continuedFrom } from '../ledger';
import { ExportLine } from './readExportLine';

type ExportedEntry = (ExportLine & { type: 'entry' })['entry'];

/** The ledger of one model, which may have had other names before. */
interface Ledger {
  /** What the model is called since its newest entry. */
  modelRef: string;
  hashes: string[];
  /** Line of its first entry. */
  line: number;
}

/** The ledgers of an export, as far as it was read. */
export class ExportedLedgers {
  /** By every name that the model had. */
  readonly #byName = new Map<string, Ledger>();

  /** How many ledgers there are. */
  get size(): number {
    return new Set(this.#byName.values()).size;
  }

  /** Takes in the next entry, or says where its ledger breaks and why. */
  add(
    entry: ExportedEntry,
    line: number,
  ): { modelRef: string; sequence: number; reason: string } | undefined {
    const { modelRef, sequence } = entry.content;
    const formerRef = continuedFrom(entry.content);
    const known = this.#byName.get(formerRef ?? modelRef);
    const before = known?.hashes.at(-1);
    const broken = findBreak(
      entry,
      known && before
        ? { sequence: known.hashes.length, hash: before }
        : undefined,
    );
    if (broken) {
      return { modelRef, ...broken };
    }
    const reason = this.#explainOther(modelRef, formerRef);
    if (reason) {
      return { modelRef, sequence, reason };
    }
    const ledger = known ?? { modelRef, hashes: [], line };
    ledger.modelRef = modelRef;
    ledger.hashes.push(entry.hash);
    this.#byName.set(modelRef, ledger);
    return undefined;
  }

  /** The hash of an entry, by what its model was called at any time since. */
  hashAt(modelRef: string, sequence: number): string | undefined {
    return this.#byName.get(modelRef)?.hashes[sequence - 1];
  }

  /** Finds a ledger of another model than the named one. */
  findOther(modelRef: string): Ledger | undefined {
    return [...this.#byName.values()].find(
      ledger => ledger.modelRef !== modelRef,
    );
  }

  #explainOther(
    modelRef: string,
    formerRef: string | undefined,
  ): string | undefined {
    const own = this.#byName.get(modelRef);
    const continued = this.#byName.get(formerRef ?? modelRef);
    if (continued && continued.modelRef !== (formerRef ?? modelRef)) {
      return `the ledger of ${formerRef ?? modelRef} goes on as that of ${
        continued.modelRef
      }`;
    }
    return formerRef && own && own !== continued
      ? `it continues the ledger of ${formerRef}, and ${modelRef} has one of its own`
      : undefined;
  }
}
