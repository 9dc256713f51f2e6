import { ConflictError } from '@backstage/errors';
import {
  GovernanceRecord,
  VersionReport,
} from '@modelry/backstage-plugin-models-common';
import { isDeepStrictEqual } from 'node:util';
import { isDecidedAbout } from './isDecidedAbout';
import { plain } from './sameVersion';
import { StoredVersion } from './versions';

/** What a report says of a version, beside what is known of it. */
interface Told {
  known: StoredVersion | undefined;
  report: VersionReport;
  record: GovernanceRecord;
}

/**
 * Sees that a report is about the version that is known by its name.
 *
 * @throws `ConflictError` when it names another artifact or another origin, or would change
 *   what people saw when they decided.
 */
export function assertSameVersion(told: Told): void {
  assertSameOrigin(told);
  assertSameArtifact(told);
  assertSameContent(told);
}

// A sign-off is for one artifact: it must not pass on to another one that is named later.
function assertSameArtifact({ known, report, record }: Told): void {
  if (!known || !report.digest || known.digest === report.digest) {
    return;
  }
  if (known.digest) {
    throw new ConflictError(
      `body.digest: version '${report.version}' is known with digest ${known.digest}; a version never changes, report this one under another name`,
    );
  }
  if (isDecidedAbout(report.version, record)) {
    throw new ConflictError(
      `body.digest: version '${report.version}' was decided about before it had a digest; report this artifact under another name`,
    );
  }
}

// A registry that makes a model anew counts its versions from 1 again.
function assertSameOrigin({ known, report: { version, origin } }: Told): void {
  if (known?.origin && origin && known.origin.id !== origin.id) {
    throw new ConflictError(
      `body.origin.id: version '${version}' was made by '${known.origin.id}'; a version never changes, report this one under another name`,
    );
  }
}

// What was signed off must stay what people saw; only its description may get better.
function assertSameContent({ known, report, record }: Told): void {
  if (!known || !isDecidedAbout(report.version, record)) {
    return;
  }
  const { link, createdAt } = report;
  const changed = [
    ...(['metrics', 'parameters', 'artifact'] as const).filter(
      field =>
        report[field] &&
        !isDeepStrictEqual(plain(report[field]), plain(known[field])),
    ),
    link !== undefined && link !== known.link ? 'link' : [],
    createdAt && Date.parse(createdAt) !== Date.parse(known.createdAt)
      ? 'createdAt'
      : [],
  ].flat();
  if (changed.length > 0) {
    throw new ConflictError(
      `${changed.map(field => `body.${field}`).join(', ')}: version '${
        report.version
      }' was decided about and stays as it was then; report another version`,
    );
  }
}
