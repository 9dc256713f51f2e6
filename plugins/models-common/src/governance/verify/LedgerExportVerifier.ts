import { LedgerCheckpoint } from '../ledgerSchemas';
import { findBreak } from '../chain';
import {
  KeptCheckpoint,
  LedgerExportExpectations,
  LedgerExportProblem,
  LedgerExportVerdict,
  VerifySignature,
} from './ledgerExportVerdict';
import { ExportedLedgers } from './ExportedLedgers';
import { ExportLine, readExportLine } from './readExportLine';

type Found = Omit<LedgerExportProblem, 'line'>;
type Head = { line: number; checkpoint: number } & LedgerCheckpoint['heads'][0];

/**
 * Verifies an export of ledgers line by line.
 *
 * @remarks
 *
 * It needs nothing but the export. Entries of different models may alternate; those of
 * one model must stand in order. The ledger of a model that was renamed goes on under its
 * new name. It keeps one hash of each entry in memory, for the
 * checkpoints.
 *
 * @public
 */
export class LedgerExportVerifier {
  readonly #verifySignature?: VerifySignature;
  readonly #kept: readonly KeptCheckpoint[];
  readonly #ledgers = new ExportedLedgers();
  readonly #heads: Head[] = [];
  #line = 0;
  #entries = 0;
  #checkpoints = 0;
  #signed = 0;
  #verified = 0;
  #scope?: string;
  #lastCheckpoint?: { sequence: number; hash: string };
  #lastVerified = false;
  #end?: { entries: number; checkpoints: number; line: number };
  #problem?: LedgerExportProblem;

  constructor(options: LedgerExportExpectations = {}) {
    this.#verifySignature = options.verifySignature;
    this.#kept = options.keptCheckpoints ?? [];
  }

  /**
   * Reads the next line, without its line break.
   *
   * @returns whether everything is well so far; there is no use in reading on when not.
   */
  read(line: string): boolean {
    this.#line += 1;
    if (!this.#problem && line.trim() !== '') {
      const found = this.#checkSafely(line);
      if (found) {
        this.#problem = { line: this.#line, ...found };
      }
    }
    return !this.#problem;
  }

  /** Says what it came to, after the last line. */
  finish(): LedgerExportVerdict {
    const problem = this.#problem ?? this.#findWhatIsMissing();
    return {
      ok: !problem,
      entries: this.#entries,
      models: this.#ledgers.size,
      checkpoints: this.#checkpoints,
      signed: this.#signed,
      verified: this.#verified,
      ...(problem && { problem }),
    };
  }

  #checkSafely(line: string): Found | undefined {
    try {
      return this.#check(line);
    } catch (error) {
      // E.g. it is nested so deeply that nothing can go through it.
      return { reason: `the line cannot be read: ${String(error)}` };
    }
  }

  #check(text: string): Found | undefined {
    const line = readExportLine(text);
    if ('reason' in line) {
      return line;
    }
    if (this.#end) {
      return { reason: 'something stands after the end' };
    }
    if ((this.#scope === undefined) !== (line.type === 'header')) {
      return {
        reason:
          line.type === 'header'
            ? 'there is a second header'
            : 'the export does not begin with its header',
      };
    }
    switch (line.type) {
      case 'header':
        this.#scope = line.scope;
        return undefined;
      case 'entry':
        return this.#checkEntry(line);
      case 'checkpoint':
        return this.#checkCheckpoint(line);
      default:
        this.#end = { ...line, line: this.#line };
        return undefined;
    }
  }

  #checkEntry({ entry }: ExportLine & { type: 'entry' }): Found | undefined {
    const broken = this.#ledgers.add(entry, this.#line);
    this.#entries += broken ? 0 : 1;
    return broken;
  }

  #checkCheckpoint(
    line: ExportLine & { type: 'checkpoint' },
  ): Found | undefined {
    const { checkpoint, heads, signature } = line;
    const { hash, content } = checkpoint;
    const { sequence } = content;
    if (this.#scope !== 'all') {
      return { sequence, reason: 'an export of one model has no checkpoints' };
    }
    const broken = findBreak(checkpoint, this.#lastCheckpoint);
    if (broken) {
      return {
        sequence: broken.sequence,
        reason: `checkpoint ${broken.sequence}: ${broken.reason}`,
      };
    }
    const verdict = signature && this.#verifySignature?.({ hash, signature });
    if (verdict === 'invalid') {
      return {
        sequence,
        reason: `checkpoint ${sequence}: its signature is wrong`,
      };
    }
    if (this.#kept.some(k => k.sequence === sequence && k.hash !== hash)) {
      return {
        sequence,
        reason: `checkpoint ${sequence} is another than the one that was kept: the ledgers were rewritten`,
      };
    }
    for (const head of heads) {
      this.#heads.push({ ...head, line: this.#line, checkpoint: sequence });
    }
    this.#checkpoints += 1;
    this.#signed += signature ? 1 : 0;
    this.#lastVerified = verdict === 'valid';
    this.#verified += this.#lastVerified ? 1 : 0;
    this.#lastCheckpoint = { sequence, hash };
    return undefined;
  }

  #findWhatIsMissing(): LedgerExportProblem | undefined {
    const end = this.#end;
    if (!end) {
      return {
        line: this.#line,
        reason: 'the export was cut short: its end is missing',
      };
    }
    const misplaced = this.#findOtherModel() ?? this.#findLostHead();
    if (misplaced) {
      return misplaced;
    }
    if (
      end.entries !== this.#entries ||
      end.checkpoints !== this.#checkpoints
    ) {
      return {
        line: end.line,
        reason: `the end speaks of ${end.entries} entries and ${
          end.checkpoints
        } checkpoints, and there are ${this.#entries} and ${this.#checkpoints}`,
      };
    }
    const lost = this.#kept.find(
      ({ sequence }) => sequence > this.#checkpoints,
    );
    if (lost) {
      return {
        line: end.line,
        sequence: lost.sequence,
        reason: `checkpoint ${lost.sequence}, which was kept, is missing: checkpoints were removed, or the export is older or of one model`,
      };
    }
    if (this.#verifySignature && !this.#lastVerified) {
      return {
        line: end.line,
        reason:
          'the newest checkpoint is not signed with the given key, or there is none',
      };
    }
    return undefined;
  }

  // Only its end says of which model a ledger is: the model may have been renamed.
  #findOtherModel(): LedgerExportProblem | undefined {
    const scope = this.#scope;
    const other =
      scope === undefined || scope === 'all'
        ? undefined
        : this.#ledgers.findOther(scope);
    return (
      other && {
        line: other.line,
        modelRef: other.modelRef,
        sequence: 1,
        reason: `the export is of ${scope}, and this entry of another model`,
      }
    );
  }

  #findLostHead(): LedgerExportProblem | undefined {
    for (const { modelRef, sequence, hash, line, checkpoint } of this.#heads) {
      const found = this.#ledgers.hashAt(modelRef, sequence);
      if (found !== hash) {
        return {
          line,
          modelRef,
          sequence,
          reason: found
            ? `checkpoint ${checkpoint} knows another entry ${sequence}: the ledger was rewritten`
            : `entry ${sequence}, which checkpoint ${checkpoint} knows, is missing: the ledger was cut short or removed`,
        };
      }
    }
    return undefined;
  }
}
