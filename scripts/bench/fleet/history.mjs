// What happened to a model of a generated fleet, as requests would have said it.
import { createHash } from 'node:crypto';
import { isGoverned, pick, stageOf } from './models.mjs';

const DAY_MS = 24 * 3_600_000;
const KINDS = [
  ...['data-drift', 'prediction-drift', 'performance', 'data-quality'],
  ...['fairness', 'service-health'],
];

/** Reports of its versions, the oldest first. */
export function versionsOf(index, { versions }, now) {
  return Array.from({ length: versions }, (_, place) => {
    const isNewest = place === versions - 1;
    const age = (versions - place) * 30 * DAY_MS;
    return {
      version: String(place + 1),
      digest: `sha256:${sha256(`${index}-${place}`)}`,
      createdAt: new Date(now - age).toISOString(),
      trainedBy: 'user:default/dana-datasci',
      metrics: { auc: 0.7 + pick(index, 20 + place, 300) / 1_000 },
      parameters: { max_depth: String(3 + place) },
      stage: isNewest ? stageBeforeReview(index) : 'development',
    };
  });
}

/** Whether a review of its newest version for production was opened. */
export function isReviewed(index) {
  return (
    isGoverned(index) &&
    (stageOf(index) === 'production' || pick(index, 10, 4) === 0)
  );
}

/** Who decided about it how: most have all they need, some wait, some were rejected. */
export function decisionsOf(index) {
  const outcome = pick(index, 11, 10);
  const accept = decision => ({ requirement: 'risk-acceptance', decision });
  const validate = decision => ({
    requirement: 'independent-validation',
    decision,
  });
  if (outcome < 7) {
    return [validate('approved'), accept('approved')];
  }
  return outcome < 9 ? [validate('approved')] : [validate('rejected')];
}

/** Reports of where it runs. */
export function deploymentsOf(index, { versions, deployments }, now) {
  return ['production', 'staging'].slice(0, deployments).map(environment => ({
    environment,
    version: String(environment === 'production' ? versions : 1),
    status: pick(index, 12, 50) === 0 ? 'degraded' : 'running',
    role: 'primary',
    platform: 'kserve',
    servedBy: `component:default/service-${pick(index, 13, 1_000)}`,
    observedAt: new Date(now - DAY_MS).toISOString(),
  }));
}

/** Reports of what was watched about it in the last weeks, the oldest first. */
export function resultsOf(index, profile, now) {
  // One model in ten has nothing that is watched, and another one has twice as much.
  const share = [0, 2][index % 10] ?? 1;
  const checks = profile.checks * share;
  const results = profile.results * share;
  const perCheck = Math.ceil(results / checks);
  return Array.from({ length: results }, (_, place) => {
    const check = place % checks;
    const age = perCheck - Math.floor(place / checks);
    const isBad = pick(index * 7 + check, 15, age === 1 ? 40 : 90) === age;
    return {
      check: `Check ${check + 1}`,
      kind: among(check, KINDS),
      environment: 'production',
      version: '1',
      status: isBad ? among(place, ['warning', 'critical']) : 'ok',
      value: pick(index + place, 16, 1_000) / 1_000,
      threshold: 0.9,
      observedAt: new Date(now - age * 12 * 3_600_000).toISOString(),
      // None of them falls silent while it is measured.
      allowedSilence: 'P1Y',
    };
  });
}

// What needs no sign-off is reported where it is; the rest gets there by a review.
function stageBeforeReview(index) {
  const stage = stageOf(index);
  return stage === 'production' && isGoverned(index) ? 'validation' : stage;
}

function among(place, values) {
  return values[place % values.length];
}

function sha256(text) {
  return createHash('sha256').update(text).digest('hex');
}
