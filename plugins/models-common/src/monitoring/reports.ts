import { Finding } from './evidentlyFindings';
import { CheckKind, CheckResultReport } from './schemas';
import { RESULT_SEVERITY } from './severity';

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
  /** What was watched, for documents that do not say so themselves. */
  kind?: CheckKind;
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
  results: ReadResult[];
}

/**
 * An observation that was read from a document.
 *
 * @public
 */
export type ReadResult = CheckResultReport & {
  /**
   * Source and id of the CloudEvent that it came in, as `cloudEventKey` says them, where
   * nothing says when it was observed: by that it is known when it comes again.
   */
  event?: string;
};

/** Says of every finding where, when and of which version it speaks. */
export function toReport(
  format: string,
  findings: Finding[],
  context: ReportContext,
  written?: string,
): ReadReport | undefined {
  const { environment, version, observedAt = written } = context;
  const results = worstOfEachCheck(findings).map(finding => ({
    kind: 'data-drift' as const,
    ...finding,
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
