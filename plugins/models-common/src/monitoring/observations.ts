import { CheckResult } from './schemas';
import { RESULT_SEVERITY } from './severity';

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
