import { MalformedReportError } from './evidentlyFindings';

// The ids of Evidently's methods to compare two distributions. A report names the id
// when a person chose the method, and a display name when Evidently chose it itself.
// https://docs.evidentlyai.com/metrics/customize_data_drift
const P_VALUE_METHODS = new Set([
  'anderson',
  'chisquare',
  'cramer_von_mises',
  'empirical_mmd',
  'es',
  'fisher_exact',
  'g_test',
  'ks',
  'mannw',
  't_test',
  'tvd',
  'z',
]);
const DISTANCE_METHODS = new Set([
  'abs_text_content_drift',
  'ed',
  'hellinger',
  'jensenshannon',
  'kl_div',
  'perc_text_content_drift',
  'psi',
  'wasserstein',
]);
const P_VALUE_NAME = /p_value|p-value/;
const DISTANCE_NAME = /distance|divergence|psi|content drift/;

/**
 * Tells whether a score means that the data drifted.
 *
 * @remarks
 *
 * A p-value says how likely the data are alike, so that a low one means drift; every
 * other method measures a distance.
 *
 * @throws {@link MalformedReportError} for a method that is not known: a guess would
 *   turn the answer around.
 */
export function readsAsDrift(options: {
  method: string;
  score: number;
  threshold: number;
}): boolean {
  const { score, threshold } = options;
  const method = options.method.toLocaleLowerCase('en-US');
  if (P_VALUE_METHODS.has(method) || P_VALUE_NAME.test(method)) {
    return score < threshold;
  }
  if (DISTANCE_METHODS.has(method) || DISTANCE_NAME.test(method)) {
    return score >= threshold;
  }
  throw new MalformedReportError(
    'config.method',
    `'${options.method}' is not known here; report its results as check results`,
  );
}
