import {
  LedgerExportExpectations,
  LedgerExportVerdict,
} from './ledgerExportVerdict';
import { LedgerExportVerifier } from './LedgerExportVerifier';

/**
 * Verifies an export of ledgers: that no entry was changed, removed, moved or added,
 * that the file is complete, and that it has all that its checkpoints know.
 *
 * @param lines - the lines of the export, without line breaks.
 * @param options - what the export must agree with beside itself.
 * @returns the verdict, with the first thing that is wrong.
 * @public
 */
export function verifyLedgerExport(
  lines: Iterable<string>,
  options: LedgerExportExpectations = {},
): LedgerExportVerdict {
  const verifier = new LedgerExportVerifier(options);
  for (const line of lines) {
    if (!verifier.read(line)) {
      break;
    }
  }
  return verifier.finish();
}
