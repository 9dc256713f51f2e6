export { describeKind } from '@modelry/backstage-plugin-models-common';

/** Writes an observed number with its unit, as short as it stays meaningful. */
export function formatValue(
  value: number | undefined,
  unit: string | undefined,
): string | undefined {
  if (value === undefined) {
    return undefined;
  }
  const number = new Intl.NumberFormat('en', {
    maximumSignificantDigits: 4,
  }).format(value);
  return unit ? `${number} ${unit}` : number;
}

/** Names a check together with where it watches. */
export function nameCheck(check: {
  check: string;
  environment?: string;
}): string {
  return check.environment
    ? `${check.check} in ${check.environment}`
    : check.check;
}
