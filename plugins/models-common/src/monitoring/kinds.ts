import { CheckKind } from './schemas';

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

/**
 * Names what a check watches.
 *
 * @public
 */
export function describeKind(kind: CheckKind): string {
  return KINDS[kind];
}
