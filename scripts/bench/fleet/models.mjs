// The models of a generated fleet, each a function of its number: the same ones are made in
// every run, and those who own them, what they do and how they fare vary.

/** How much there is of each model. */
export const PROFILES = {
  // 10,000 of these are 50,000 versions, 20,000 deployments, 60,000 checks, 5,000,000
  // results and 300,000 ledger entries.
  full: { versions: 5, deployments: 2, checks: 6, results: 500, entries: 30 },
  // What a hundred thousand can be made of in reasonable time.
  slim: { versions: 1, deployments: 1, checks: 1, results: 2, entries: 1 },
};

const OWNERS = [
  ...['credit-analytics', 'lending', 'fraud-and-payments', 'online-shop'],
  ...['energy-analytics', 'language-services', 'computer-vision'],
  'ml-platform',
].map(name => `group:default/${name}`);

/** One model in 83 is owned by this team: some 120 of 10,000. */
export const SMALL_OWNER = 'group:default/marketing-analytics';

const TYPES = [
  ...['classification', 'regression', 'ranking', 'forecasting'],
  ...['generation', 'embedding'],
];
const TIERS = ['minimal', 'limited', 'high', 'high'];
const SYSTEMS = 40;
const TAGS = ['tabular', 'text', 'images', 'streaming', 'personal-data'];
const WORDS = [
  ...['Churn', 'Demand', 'Fraud', 'Price', 'Credit', 'Search', 'Energy'],
  ...['Route', 'Support', 'Image', 'Claims'],
];

/** Spreads numbers: what follows from `pick(i, 1)` and `pick(i, 2)` is unrelated. */
export function pick(index, salt, choices) {
  let hash = Math.imul(index + 1, 0x9e3779b1) ^ Math.imul(salt, 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  hash = Math.imul(hash ^ (hash >>> 12), 0x297a2d39);
  return ((hash ^ (hash >>> 15)) >>> 0) % choices;
}

export function nameOf(index) {
  return `fleet-${String(index).padStart(6, '0')}`;
}

export function refOf(index) {
  return `model:default/${nameOf(index)}`;
}

/** Whom the author of a model declares. */
export function ownerOf(index) {
  return index % 83 === 0 ? SMALL_OWNER : among(index, 1, OWNERS);
}

/** Whom a model is given to for a while, and sometimes for good. */
export function otherOwnerOf(index) {
  const place = OWNERS.indexOf(ownerOf(index)) + 1 + pick(index, 2, 5);
  return OWNERS[place % OWNERS.length];
}

/** The stage that its newest version has reached. */
export function stageOf(index) {
  const place = pick(index, 3, 10);
  if (place < 5) {
    return 'production';
  }
  return place < 8 ? 'validation' : 'development';
}

/** Whether the policy of the measured portal asks for sign-offs. */
export function isGoverned(index) {
  return tierOf(index) === 'high';
}

/** A model as its author declares it. */
export function entityOf(index) {
  const word = among(index, 4, WORDS);
  return {
    apiVersion: 'modelry.dev/v1alpha1',
    kind: 'Model',
    metadata: {
      name: nameOf(index),
      title: `${word} model ${index}`,
      description: `Estimates ${word.toLocaleLowerCase(
        'en-US',
      )} for the ${systemOf(index)} system, retrained every month.`,
      tags: [among(index, 5, TAGS), `area-${pick(index, 6, 60)}`],
    },
    spec: {
      type: among(index, 7, TYPES),
      lifecycle: stageOf(index),
      owner: ownerOf(index),
      system: systemOf(index),
      riskTier: tierOf(index),
      intendedUse: 'Measured with many others.',
    },
  };
}

/** The systems that the models are part of. */
export function systems() {
  return Array.from({ length: SYSTEMS }, (_, index) => ({
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'System',
    metadata: { name: `bench-${index}` },
    spec: { owner: 'group:default/ml-platform' },
  }));
}

function tierOf(index) {
  return among(index, 8, TIERS);
}

function systemOf(index) {
  return `bench-${pick(index, 9, SYSTEMS)}`;
}

function among(index, salt, values) {
  return values[pick(index, salt, values.length)];
}
