import { z } from 'zod';
import { MalformedReportError } from './evidentlyFindings';
import { ReadReport, ReportContext } from './reports';
import { checkResultsReportSchema } from './schemas';

const claimsToBeOurs = z.object({
  results: z.array(z.looseObject({ check: z.unknown() })).min(1),
});

/** Reads check results in our own form, from a file or out of an envelope. */
export function readOwnReport(
  document: unknown,
  context: ReportContext,
): ReadReport | undefined {
  const claim = claimsToBeOurs.safeParse(document);
  if (!claim.success || !claim.data.results.every(r => 'check' in r)) {
    return undefined;
  }
  const parsed = checkResultsReportSchema.safeParse(document);
  if (!parsed.success) {
    const [{ path, message }] = parsed.error.issues;
    throw new MalformedReportError(path.join('.') || 'results', message);
  }
  const { environment, version, observedAt } = context;
  return {
    format: 'modelry',
    results: parsed.data.results.map(result => ({
      ...(environment && { environment }),
      ...(version && { version }),
      ...(observedAt && { observedAt }),
      ...result,
    })),
  };
}
