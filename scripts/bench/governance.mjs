// How fast decisions are recorded, and ledgers verified.
import { createRequire } from 'node:module';
import { REQUIREMENTS, startPortal } from './portal.mjs';
import { measureVerifying } from './verifying.mjs';

const require = createRequire(import.meta.url);
const {
  verifyLedgerExport,
} = require('@modelry/backstage-plugin-models-common');

const MODELS = 100;
const AT_ONCE = 32;

/** Measures, and says what came out. */
export async function benchGovernance({ decisions, entries, ...surroundings }) {
  const models = Array.from({ length: MODELS }, (_, i) => `bench-${i + 1}`);
  const perModel = Math.ceil(decisions / MODELS / REQUIREMENTS.length);
  const versions = Array.from({ length: perModel }, (_, i) => String(i + 1));
  console.error('Starting a portal on PostgreSQL …');
  const { portal, baseUrl, postgres } = await startPortal({
    ...surroundings,
    models,
  });
  console.error(`Opening ${models.length * versions.length} reviews …`);
  await inParallel(models, model => openReviews(portal, model, versions));
  const wanted = versions.flatMap(version =>
    REQUIREMENTS.flatMap(requirement =>
      models.map(model => ({ model, version, requirement })),
    ),
  );
  // The first of a kind pays for what is kept afterwards, such as signing in.
  const warmUp = wanted.splice(0, Math.min(50, wanted.length / 10));
  await inParallel(warmUp, one => decide(portal, one));
  console.error(`Sending ${wanted.length} decisions, ${AT_ONCE} at once …`);
  const deciding = await measureRequests(wanted, one => decide(portal, one));
  const { lines, seconds } = await exportLedgers(baseUrl);
  const verdict = verifyLedgerExport(lines);
  if (!verdict.ok) {
    throw new Error(`The ledger is broken: ${JSON.stringify(verdict)}`);
  }
  console.error(`Verifying ${entries} entries …`);
  return {
    postgres,
    deciding: { ...deciding, atOnce: AT_ONCE, models: MODELS },
    exporting: { entries: verdict.entries, seconds },
    verifying: measureVerifying({ lines, entries }),
  };
}

async function openReviews(portal, model, versions) {
  for (const version of versions) {
    await portal.send({
      method: 'POST',
      path: `/api/models/default/${model}/versions`,
      body: { version, stage: 'validation' },
    });
    await portal.send({
      method: 'POST',
      path: `/api/models/default/${model}/reviews`,
      body: { version, stage: 'production' },
    });
  }
}

function decide(portal, { model, version, requirement }) {
  return portal.send({
    method: 'POST',
    path: `/api/models/default/${model}/decisions`,
    person: requirement.person,
    body: {
      requirement: requirement.id,
      stage: 'production',
      version,
      decision: 'approved',
      comment:
        'Evaluation reproduced; the limits in the card match what we saw.',
      evidence: [
        {
          title: 'Validation report',
          link: `https://documents.example.com/validation/${model}-${version}`,
        },
      ],
    },
  });
}

async function exportLedgers(baseUrl) {
  const started = performance.now();
  const response = await fetch(`${baseUrl}/api/models/ledger-export`, {
    headers: { authorization: 'Bearer demo-reporter-token' },
  });
  const text = await response.text();
  const seconds = (performance.now() - started) / 1000;
  return { lines: text.split('\n').filter(line => line !== ''), seconds };
}

async function measureRequests(requests, send) {
  const millis = [];
  const started = performance.now();
  await inParallel(requests, async request => {
    const sent = performance.now();
    await send(request);
    millis.push(performance.now() - sent);
  });
  const seconds = (performance.now() - started) / 1000;
  millis.sort((a, b) => a - b);
  const percentile = share => millis[Math.floor((millis.length - 1) * share)];
  return {
    count: requests.length,
    seconds,
    median: percentile(0.5),
    p95: percentile(0.95),
  };
}

async function inParallel(items, work) {
  const waiting = [...items];
  const worker = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      await work(next);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
}
