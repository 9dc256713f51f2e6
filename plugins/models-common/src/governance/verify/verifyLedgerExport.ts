import {
  LedgerExportVerdict,
  LedgerExportVerifier,
  VerifySignature,
} from './LedgerExportVerifier';

/**
 * Verifies an export of ledgers: that no entry was changed, removed, moved or added,
 * that the file is complete, and that it has all that its checkpoints know.
 *
 * @param lines - the lines of the export, without line breaks.
 * @param options - `verifySignature` verifies signatures of checkpoints; when it is
 *   given, the newest checkpoint must be signed with that key.
 * @returns the verdict, with the first thing that is wrong.
 * @public
 */
export function verifyLedgerExport(
  lines: Iterable<string>,
  options: { verifySignature?: VerifySignature } = {},
): LedgerExportVerdict {
  const verifier = new LedgerExportVerifier(options);
  for (const line of lines) {
    if (!verifier.read(line)) {
      break;
    }
  }
  return verifier.finish();
}
