import { cloudEventKey, openCloudEvent } from './cloudEvents';
import { MalformedReportError } from './evidentlyFindings';
import { readAlibiDetect } from './alibiDetect';
import { readEvidentlyReport } from './evidently';
import { readGreatExpectations } from './greatExpectations';
import { readOwnReport } from './ownReport';
import { ReadReport, ReadResult, ReportContext } from './reports';
import { readConstraintViolations } from './sageMaker';

/**
 * The documents that are understood, and what each must look like.
 *
 * @public
 */
export const REPORT_FORMATS = [
  'Evidently: `Report.json()`, `TestSuite.json()` or `save_json()` with drift metrics or tests',
  'Great Expectations: a validation result or a checkpoint result as JSON',
  'SageMaker Model Monitor: constraint_violations.json',
  'Alibi Detect: the answer of a drift detector',
  'check results of our own: {"results":[…]}, as for …/check-results',
  'a CloudEvents 1.0 envelope (one, or a batch) around any of these',
] as const;

const READERS = [
  readOwnReport,
  readGreatExpectations,
  readConstraintViolations,
  readAlibiDetect,
  readEvidentlyReport,
];

/**
 * Reads the document of a monitoring tool.
 *
 * @returns nothing when the document is none of {@link REPORT_FORMATS}.
 * @throws {@link MalformedReportError} when it is, but a part of it is not as it must
 *   be: half a document is never read.
 * @public
 */
export function readMonitoringReport(
  document: unknown,
  context: ReportContext,
): ReadReport | undefined {
  if (Array.isArray(document)) {
    return readBatch(document, context);
  }
  const envelope = openCloudEvent(document, context);
  if (envelope) {
    const read = readBare(envelope.data, envelope.context);
    return (
      read && {
        format: `cloudevents+${read.format}`,
        results: knownByEvent(read.results, document),
      }
    );
  }
  return readBare(document, context);
}

function readBare(
  document: unknown,
  context: ReportContext,
): ReadReport | undefined {
  refuseSnapshot(document);
  for (const read of READERS) {
    const report = read(document, context);
    if (report) {
      return report;
    }
  }
  return undefined;
}

function readBatch(
  documents: readonly unknown[],
  context: ReportContext,
): ReadReport | undefined {
  const results = documents.flatMap((document, index) => {
    const envelope = openCloudEvent(document, context);
    const read = envelope && readBare(envelope.data, envelope.context);
    if (!read) {
      throw new MalformedReportError(
        `${index}`,
        'a list must be a batch of CloudEvents, each around a report that is understood',
      );
    }
    return knownByEvent(read.results, document);
  });
  return results.length > 0
    ? { format: 'cloudevents-batch', results }
    : undefined;
}

function knownByEvent(
  results: readonly ReadResult[],
  document: unknown,
): ReadResult[] {
  const event = cloudEventKey(document);
  return results.map(result =>
    event && result.observedAt === undefined ? { ...result, event } : result,
  );
}

// Both generations of snapshots, and what only they have.
const SNAPSHOT_PARTS = [
  ['metric_results', 'top_level_metrics'],
  ['suite', 'metadata', 'tags'],
];

// It holds the same findings among widgets, in a form that changes with each version.
function refuseSnapshot(document: unknown): void {
  const parts = SNAPSHOT_PARTS.find(all =>
    all.every(part => hasPart(document, part)),
  );
  if (parts) {
    throw new MalformedReportError(
      parts.join(', '),
      'this is a snapshot of Evidently (`save()` or `dumps()`); send what `json()` or `save_json()` writes',
    );
  }
}

function hasPart(document: unknown, part: string): boolean {
  return typeof document === 'object' && document !== null && part in document;
}
