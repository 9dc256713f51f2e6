import { DateTime, Duration } from 'luxon';
import {
  Check,
  CheckKind,
  CheckResult,
  MonitoringState,
  MonitoringStatus,
} from './schemas';
import { RESULT_SEVERITY } from './severity';

/**
 * A check as it is stored: its newest observation without a verdict on its age.
 *
 * @public
 */
export interface RecordedCheck {
  /** Name of the check. */
  check: string;
  /** What is watched. */
  kind: CheckKind;
  /** Where it is watched; nowhere in particular when left out. */
  environment?: string;
  /** ISO 8601 duration. */
  allowedSilence: string;
  /** The newest observation. */
  latest: CheckResult;
}

const CHECK_SEVERITY: Record<Check['status'], number> = {
  ok: 0,
  stale: 1,
  error: 2,
  warning: 3,
  critical: 4,
};

/**
 * Tells which of two observations of one check is the current one.
 *
 * @remarks
 *
 * The newer one is; of two at the same moment the more severe one, then the one with
 * the higher value, then the one whose words sort last: the order in which reports
 * arrive never changes the answer.
 *
 * @returns a positive number when `a` is current, a negative one when `b` is,
 *   and zero when they say the same.
 * @public
 */
export function compareObservations(a: CheckResult, b: CheckResult): number {
  return (
    Date.parse(a.observedAt) - Date.parse(b.observedAt) ||
    RESULT_SEVERITY[a.status] - RESULT_SEVERITY[b.status] ||
    (a.value ?? 0) - (b.value ?? 0) ||
    compareTexts(allElse(a), allElse(b))
  );
}

function allElse(result: CheckResult): string {
  const { value, threshold, unit, version, message } = result;
  return JSON.stringify([value, threshold, unit, version, message]);
}

function compareTexts(a: string, b: string): number {
  if (a === b) {
    return 0;
  }
  return a > b ? 1 : -1;
}

/**
 * Tells whether a check has been silent for longer than it may.
 *
 * @public
 */
export function isStale(options: {
  observedAt: string;
  allowedSilence: string;
  now: Date;
}): boolean {
  const deadline = DateTime.fromISO(options.observedAt, { zone: 'utc' }).plus(
    Duration.fromISO(options.allowedSilence),
  );
  return options.now.getTime() > deadline.toMillis();
}

/**
 * Derives the monitoring status of a model from its checks.
 *
 * @public
 */
export function monitoringState(options: {
  checks: readonly RecordedCheck[];
  now: Date;
}): MonitoringState {
  const { now } = options;
  const checks = options.checks
    .map(check => ({
      ...check,
      status: isStale({
        observedAt: check.latest.observedAt,
        allowedSilence: check.allowedSilence,
        now,
      })
        ? ('stale' as const)
        : check.latest.status,
    }))
    .sort(
      (a, b) =>
        CHECK_SEVERITY[b.status] - CHECK_SEVERITY[a.status] ||
        a.check.localeCompare(b.check, 'en-US') ||
        (a.environment ?? '').localeCompare(b.environment ?? '', 'en-US'),
    );
  const worst = checks[0];
  if (!worst) {
    return {
      status: 'unmonitored',
      reason: 'No check has ever been reported for this model',
      checks,
    };
  }
  return {
    status: modelStatus(worst.status),
    reason: reasonFor(checks),
    checks,
  };
}

function modelStatus(worst: Check['status']): MonitoringStatus {
  // A check that failed to run says nothing about the model, but somebody must look.
  return worst === 'error' ? 'warning' : worst;
}

function reasonFor(checks: readonly Check[]): string {
  const worst = checks[0];
  if (worst.status === 'ok') {
    return checks.length === 1
      ? 'The only check is ok'
      : `All ${checks.length} checks are ok`;
  }
  const alike = checks.filter(check => check.status === worst.status).length;
  const others = alike > 1 ? ` (and ${alike - 1} more)` : '';
  return `${describeCheck(worst)}${others}`;
}

/**
 * Says in words what a check found, e.g. `Drifted columns critical: 0.75 > threshold 0.5`.
 *
 * @public
 */
export function describeCheck(check: Check): string {
  const { latest } = check;
  const name = check.environment
    ? `${check.check} in ${check.environment}`
    : check.check;
  if (check.status === 'stale') {
    return `${name} has not been heard of within ${Duration.fromISO(
      check.allowedSilence,
    ).toHuman()}`;
  }
  if (check.status === 'error') {
    return `${name} could not be checked${
      latest.message ? `: ${latest.message}` : ''
    }`;
  }
  const finding = describeFinding(latest) ?? latest.message;
  return `${name} ${check.status}${finding ? `: ${finding}` : ''}`;
}

function describeFinding(result: CheckResult): string | undefined {
  if (result.value === undefined) {
    return undefined;
  }
  const unit = result.unit ? ` ${result.unit}` : '';
  const value = `${formatNumber(result.value)}${unit}`;
  if (result.threshold === undefined) {
    return value;
  }
  const side = comparisonSign(result.value, result.threshold);
  return `${value} ${side} threshold ${formatNumber(result.threshold)}${unit}`;
}

function comparisonSign(value: number, threshold: number): string {
  if (value === threshold) {
    return '=';
  }
  return value > threshold ? '>' : '<';
}

function formatNumber(value: number): string {
  return String(Number(value.toPrecision(4)));
}
