import { InputError } from '@backstage/errors';
import {
  MAX_RESULTS_PER_REPORT,
  MalformedReportError,
  REPORT_FORMATS,
  ReadReport,
  ReportContext,
  checkResultsReportSchema,
  readMonitoringReport,
} from '@modelry/backstage-plugin-models-common';
import { assertStorableText } from '../http/storableText';

const EXPECTED = `Expected is one of: ${REPORT_FORMATS.join(
  '; ',
)}; e.g. {"results":[{"check":"Share of drifted columns","kind":"data-drift","status":"ok","value":0.1,"threshold":0.3}]}`;

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
    read = readMonitoringReport(document, context);
  } catch (error) {
    if (error instanceof MalformedReportError) {
      const { message } = error;
      throw new InputError(
        `body: ${message}. Nothing of it is kept. ${EXPECTED}`,
        error,
      );
    }
    throw error;
  }
  if (!read) {
    throw new InputError(
      `body: not a report that is understood here. ${EXPECTED}`,
    );
  }
  const events = read.results.map(({ event }) => event);
  const results = checkResultsReportSchema.safeParse({
    results: read.results.map(({ event: _, ...result }) => result),
  });
  if (!results.success) {
    throw new InputError(
      `body: the report cannot be recorded (${results.error.issues
        .map(issue => `${issue.path.join('.')}: ${issue.message}`)
        .join('; ')}). It may hold at most ${MAX_RESULTS_PER_REPORT} findings`,
    );
  }
  assertStorableText(results.data.results, 'body');
  return {
    format: read.format,
    results: results.data.results.map((result, index) => ({
      ...result,
      ...(events[index] && { event: events[index] }),
    })),
  };
}
