import { EARLY_FORMAT, readEarlyReport } from './evidentlyEarly';
import { currentReportSchema, readCurrentReport } from './evidentlyCurrent';
import { legacyReportSchema, readLegacyReport } from './evidentlyLegacy';
import { readTestSuite, testSuiteSchema } from './evidentlyTestSuite';
import { ReadReport, ReportContext, toReport } from './reports';

export {
  DRIFTED_COLUMNS_CHECK,
  MalformedReportError,
} from './evidentlyFindings';

/**
 * Reads what Evidently wrote: a report or test suite of 0.4 to 0.6, or a report of 0.7.
 *
 * @remarks
 *
 * The share of drifted columns is critical when it reaches the report's own
 * threshold. One drifted column is a warning: how many may drift is what the share
 * decides. Test results keep their own status.
 *
 * @returns nothing when the document is not such a report or holds nothing that
 *   can be checked.
 * @public
 */
export function readEvidentlyReport(
  document: unknown,
  context: ReportContext,
): ReadReport | undefined {
  const suite = testSuiteSchema.safeParse(document);
  if (suite.success) {
    const { findings, observedAt } = readTestSuite(suite.data);
    return toReport('evidently-0.4-tests', findings, context, observedAt);
  }
  const current = currentReportSchema.safeParse(document);
  if (current.success) {
    return toReport('evidently-0.7', readCurrentReport(current.data), context);
  }
  const early = readEarlyReport(document);
  if (early) {
    return toReport(EARLY_FORMAT, early, context);
  }
  const legacy = legacyReportSchema.safeParse(document);
  if (legacy.success) {
    const { findings, observedAt } = readLegacyReport(legacy.data);
    return toReport('evidently-0.4', findings, context, observedAt);
  }
  return undefined;
}
