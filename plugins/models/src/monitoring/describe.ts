import { CheckKind } from '@modelry/backstage-plugin-models-common';

const KINDS: Record<CheckKind, string> = {
  'data-drift': 'Data drift',
  'prediction-drift': 'Prediction drift',
  'concept-drift': 'Concept drift',
  performance: 'Performance',
  'data-quality': 'Data quality',
  fairness: 'Fairness',
  explainability: 'Explainability',
  'service-health': 'Service health',
  'ground-truth-delay': 'Ground-truth delay',
  cost: 'Cost',
};

/** Names what a check watches. */
export function describeKind(kind: CheckKind): string {
  return KINDS[kind];
}

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
