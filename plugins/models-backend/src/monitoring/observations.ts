import { ConflictError, InputError } from '@backstage/errors';
import {
  ApplicableThreshold,
  CheckKind,
  CheckResultReport,
  DEFAULT_ALLOWED_SILENCE,
  ReadResult,
} from '@modelry/backstage-plugin-models-common';
import { createHash } from 'node:crypto';
import { Duration } from 'luxon';
import { observedTime } from '../http/observedTime';
import { StoredCheck } from './checks';
import { KeyedObservation } from './results';

/** Keeps what is shown of a model in one piece. */
const MAX_CHECKS_PER_MODEL = 500;

/** What was reported about one check. */
export interface ReportedCheck {
  check: string;
  kind: CheckKind;
  environment?: string;
  known?: StoredCheck;
  threshold?: ApplicableThreshold;
  /** Each once, however often it was reported. */
  observations: KeyedObservation[];
  /** How long it may be silent, and which observation said so. */
  silence: { allowedSilence: string; allowedSilenceAt?: string };
}

/** Names a check of a model. */
export function checkKey(check: {
  check: string;
  environment?: string;
}): string {
  return JSON.stringify([check.check, check.environment ?? '']);
}

/**
 * Sorts reported results by check.
 *
 * @throws `InputError` or `ConflictError` when one of them cannot be recorded.
 */
export function groupByCheck(options: {
  modelRef: string;
  results: readonly ReadResult[];
  known: readonly StoredCheck[];
  thresholdOf: (
    check: Pick<ReportedCheck, 'check' | 'kind' | 'environment'>,
  ) => ApplicableThreshold | undefined;
  now: Date;
}): ReportedCheck[] {
  const { modelRef, thresholdOf, now } = options;
  const known = new Map(options.known.map(check => [checkKey(check), check]));
  const groups = new Map<
    string,
    ReportedCheck & { byDigest: Map<string, KeyedObservation> }
  >();
  for (const [index, report] of options.results.entries()) {
    const key = checkKey(report);
    const group = groups.get(key) ?? {
      ...newGroup(report, known.get(key)),
      threshold: thresholdOf(report),
    };
    groups.set(key, group);
    assertSameKind(group, report);
    assertJudged(group, report, index);
    const observation = toObservation(report, index, now);
    group.byDigest.set(observation.digest, observation);
    group.silence = newestSilence(group.silence, report, observation);
  }
  const run = options.known.filter(({ retired }) => !retired).length;
  const added = [...groups.values()].filter(isAdded).length;
  if (run + added > MAX_CHECKS_PER_MODEL) {
    throw new ConflictError(
      `'${modelRef}' would have more than ${MAX_CHECKS_PER_MODEL} checks; report under the names of checks that exist, or retire those that are no longer run`,
    );
  }
  return [...groups.values()].map(({ byDigest, ...group }) => ({
    ...group,
    observations: [...byDigest.values()],
  }));
}

/** Those observations that count: what was observed before a check was retired is history. */
export function countingOf<T extends { observedAt: string }>(
  known: StoredCheck | undefined,
  observations: Iterable<T>,
): T[] {
  const after = known?.countsAfter ?? '';
  return [...observations].filter(({ observedAt }) => observedAt > after);
}

function isAdded(group: {
  known?: StoredCheck;
  byDigest: ReadonlyMap<string, KeyedObservation>;
}): boolean {
  const { known, byDigest } = group;
  return (
    !known ||
    (known.retired !== undefined &&
      countingOf(known, byDigest.values()).length > 0)
  );
}

function newGroup(report: CheckResultReport, known: StoredCheck | undefined) {
  const { check, kind, environment } = report;
  return {
    ...{ check, kind: known?.kind ?? kind },
    ...(environment && { environment }),
    ...(known && { known }),
    observations: [],
    byDigest: new Map<string, KeyedObservation>(),
    silence: {
      allowedSilence: known?.allowedSilence ?? DEFAULT_ALLOWED_SILENCE,
      allowedSilenceAt: known?.allowedSilenceAt,
    },
  };
}

function assertSameKind(group: ReportedCheck, report: CheckResultReport): void {
  if (report.kind !== group.kind) {
    throw new ConflictError(
      `The check '${group.check}' is of kind '${group.kind}', not '${report.kind}'; report under another name`,
    );
  }
}

function assertJudged(
  { check, kind, threshold }: ReportedCheck,
  report: CheckResultReport,
  index: number,
): void {
  if (report.status !== undefined) {
    return;
  }
  if (!threshold) {
    throw new InputError(
      `body.results.${index}.status: say it, for no threshold applies to '${check}' (${kind}); or configure one in models.monitoring.thresholds, or declare one in spec.monitoring.thresholds of the model`,
    );
  }
  if (report.value === undefined) {
    throw new InputError(
      `body.results.${index}.value: say it, or a status; there is nothing to judge '${check}' by`,
    );
  }
}

function toObservation(
  report: ReadResult,
  index: number,
  now: Date,
): KeyedObservation {
  const { status, value, threshold, unit, message, version } = report;
  const observedAt = observedTime({
    reported: report.observedAt,
    field: `body.results.${index}.observedAt`,
    now,
  }).toISOString();
  const { event } = report;
  const said = [status, value, threshold, unit, message, version];
  const saidAt = report.observedAt && new Date(report.observedAt).toISOString();
  const isAhead = saidAt !== undefined && saidAt > observedAt;
  return {
    ...((event || isAhead) && { isUntimed: true }),
    ...(isAhead && { aheadUntil: saidAt }),
    ...(status !== undefined && { status }),
    ...(value !== undefined && { value }),
    ...(threshold !== undefined && { threshold }),
    ...(unit && { unit }),
    ...(message && { message }),
    ...(version && { version }),
    observedAt,
    digest: createHash('sha256')
      .update(JSON.stringify([...said, event ?? saidAt ?? observedAt]))
      .digest('hex'),
  };
}

// The newest observation that names an allowed silence decides, and of two at the same
// moment the shorter silence, in whatever order they arrive.
function newestSilence(
  chosen: ReportedCheck['silence'],
  report: CheckResultReport,
  { observedAt }: KeyedObservation,
): ReportedCheck['silence'] {
  const { allowedSilence } = report;
  if (allowedSilence === undefined) {
    return chosen;
  }
  const since = chosen.allowedSilenceAt ?? '';
  const isShorter = millisOf(allowedSilence) < millisOf(chosen.allowedSilence);
  return observedAt > since || (observedAt === since && isShorter)
    ? { allowedSilence, allowedSilenceAt: observedAt }
    : chosen;
}

function millisOf(duration: string): number {
  return Duration.fromISO(duration).toMillis();
}
