import { DateTime, Duration } from 'luxon';
import {
  Check,
  CheckKind,
  CheckResult,
  MonitoringState,
  MonitoringStatus,
} from './schemas';
import { describeKind } from './kinds';

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
  /** Since when the newest observations say the same, ISO 8601. */
  since?: string;
  /** When another threshold was first applied than that of results before, ISO 8601. */
  thresholdChangedAt?: string;
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
 * Tells whether a check has been silent for longer than it may.
 *
 * @public
 */
export function isStale(options: {
  observedAt: string;
  allowedSilence: string;
  now: Date;
}): boolean {
  return options.now > staleAt(options);
}

/**
 * Tells until when a check may be silent; right after that it is stale.
 *
 * @public
 */
export function staleAt(options: {
  observedAt: string;
  allowedSilence: string;
}): Date {
  return DateTime.fromISO(options.observedAt, { zone: 'utc' })
    .plus(Duration.fromISO(options.allowedSilence))
    .toJSDate();
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
      reason: 'No check watches this model',
      checks,
    };
  }
  return {
    status: modelStatus(worst.status),
    reason: reasonFor(checks, now),
    checks,
  };
}

function modelStatus(worst: Check['status']): MonitoringStatus {
  // A check that failed to run says nothing about the model, but somebody must look.
  return worst === 'error' ? 'warning' : worst;
}

function reasonFor(checks: readonly Check[], now: Date): string {
  const worst = checks[0];
  if (worst.status === 'ok') {
    return checks.length === 1
      ? 'The only check is ok'
      : `All ${checks.length} checks are ok`;
  }
  const alike = checks.filter(check => check.status === worst.status).length;
  const others = alike > 1 ? ` (and ${alike - 1} more)` : '';
  return `${describeCheck(worst, now)}${others}`;
}

/**
 * Says in words what a check found, e.g.
 * `Data drift critical since 3 h: Share of drifted columns 0.41 ≥ 0.3`.
 *
 * @public
 */
export function describeCheck(check: Check, now: Date): string {
  const { latest, since, status } = check;
  const name = check.environment
    ? `${check.check} in ${check.environment}`
    : check.check;
  if (status === 'stale') {
    return `${name} has not been heard of within ${Duration.fromISO(
      check.allowedSilence,
    ).toHuman()}`;
  }
  if (status === 'error') {
    return `${name} could not be checked${
      latest.message ? `: ${latest.message}` : ''
    }`;
  }
  const how = since ? ` since ${describeElapsed(since, now)}` : '';
  return `${describeKind(check.kind)} ${status}${how}: ${name}${foundIn(
    latest,
  )}`;
}

function foundIn(result: CheckResult): string {
  const finding = describeFinding(result);
  if (finding) {
    return ` ${finding}`;
  }
  return result.message ? `: ${result.message}` : '';
}

/**
 * Says in words what a result found, e.g. `0.41 ≥ 0.3`.
 *
 * @returns nothing for a result without a value.
 * @public
 */
export function describeFinding(
  result: Pick<CheckResult, 'value' | 'threshold' | 'unit'>,
): string | undefined {
  const { value, threshold, unit: name } = result;
  if (value === undefined) {
    return undefined;
  }
  const unit = name ? ` ${name}` : '';
  const found = `${formatNumber(value)}${unit}`;
  if (threshold === undefined) {
    return found;
  }
  const sign = value >= threshold ? '≥' : '<';
  return `${found} ${sign} ${formatNumber(threshold)}${unit}`;
}

function formatNumber(value: number): string {
  return String(Number(value.toPrecision(4)));
}

// In the largest unit of which there is at least one.
function describeElapsed(since: string, now: Date): string {
  const minutes = Math.max(0, now.getTime() - Date.parse(since)) / 60_000;
  if (minutes < 1) {
    return 'less than 1 min';
  }
  if (minutes < 60) {
    return `${Math.floor(minutes)} min`;
  }
  const hours = minutes / 60;
  return hours < 48 ? `${Math.floor(hours)} h` : `${Math.floor(hours / 24)} d`;
}
