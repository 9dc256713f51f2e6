import { InputError } from '@backstage/errors';
import {
  MAX_RESULTS_PER_REPORT,
  MalformedReportError,
  ReadReport,
  ReportContext,
  checkResultsReportSchema,
  readEvidentlyReport,
} from '@modelry/backstage-plugin-models-common';
import { assertStorableText } from '../http/storableText';

/**
 * Reads the document of a monitoring tool.
 *
 * @throws `InputError` when the document is not understood, with what was expected.
 */
export function readDocument(
  document: unknown,
  context: ReportContext,
): ReadReport {
  let read;
  try {
    read = readEvidentlyReport(document, context);
  } catch (error) {
    if (error instanceof MalformedReportError) {
      throw new InputError(`body: ${error.message}`, error);
    }
    throw error;
  }
  if (!read) {
    throw new InputError(
      'body: not a report that is understood here. Expected is the JSON of an Evidently report with drift metrics or tests, e.g. {"metrics":[{"metric_name":"…","config":{"type":"evidently:metric_v2:DriftedColumnsCount","drift_share":0.5},"value":{"count":1,"share":0.1}}],"tests":[]}. Send anything else as check results to …/check-results',
    );
  }
  const results = checkResultsReportSchema.safeParse({ results: read.results });
  if (!results.success) {
    throw new InputError(
      `body: the report cannot be recorded (${results.error.issues
        .map(issue => `${issue.path.join('.')}: ${issue.message}`)
        .join('; ')}). It may hold at most ${MAX_RESULTS_PER_REPORT} findings`,
    );
  }
  assertStorableText(results.data.results, 'body');
  return { format: read.format, results: results.data.results };
}
