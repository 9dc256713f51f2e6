import { currentReportSchema, readCurrentReport } from './evidentlyCurrent';
import { Finding } from './evidentlyFindings';
import { legacyReportSchema, readLegacyReport } from './evidentlyLegacy';
import { CheckResultReport } from './schemas';
import { RESULT_SEVERITY } from './severity';

export {
  DRIFTED_COLUMNS_CHECK,
  MalformedReportError,
} from './evidentlyFindings';

/**
 * Where and of which version a monitoring tool's document speaks.
 *
 * @public
 */
export interface ReportContext {
  /** Where the model was watched. */
  environment?: string;
  /** The version that was watched. */
  version?: string;
  /** ISO 8601. */
  observedAt?: string;
}

/**
 * What was read from a monitoring tool's document.
 *
 * @public
 */
export interface ReadReport {
  /** The format that was recognised, e.g. `evidently-0.7`. */
  format: string;
  /** One observation for each finding. */
  results: CheckResultReport[];
}

/**
 * Reads an Evidently report of 0.4 to 0.6, or of 0.7.16 and later.
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
  const current = currentReportSchema.safeParse(document);
  if (current.success) {
    return toReport('evidently-0.7', readCurrentReport(current.data), context);
  }
  const legacy = legacyReportSchema.safeParse(document);
  if (legacy.success) {
    const { findings, observedAt } = readLegacyReport(legacy.data);
    return toReport('evidently-0.4', findings, {
      ...context,
      observedAt: context.observedAt ?? observedAt,
    });
  }
  return undefined;
}

function toReport(
  format: string,
  findings: Finding[],
  context: ReportContext,
): ReadReport | undefined {
  const { environment, version, observedAt } = context;
  const results = worstOfEachCheck(findings).map(finding => ({
    ...finding,
    kind: 'data-drift' as const,
    ...(environment && { environment }),
    ...(version && { version }),
    ...(observedAt && { observedAt }),
  }));
  return results.length > 0 ? { format, results } : undefined;
}

// A report may use a name twice; a good finding must not hide a bad one.
function worstOfEachCheck(findings: Finding[]): Finding[] {
  const byCheck = new Map<string, Finding>();
  for (const finding of findings) {
    const known = byCheck.get(finding.check);
    if (
      !known ||
      RESULT_SEVERITY[finding.status] > RESULT_SEVERITY[known.status]
    ) {
      byCheck.set(finding.check, finding);
    }
  }
  return [...byCheck.values()];
}
