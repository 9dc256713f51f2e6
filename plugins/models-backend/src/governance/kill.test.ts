import { randomUUID } from 'node:crypto';
import {
  LedgerEntry,
  LedgerExportLine,
  verifyLedgerExport,
} from '@modelry/backstage-plugin-models-common';
import { Replica, Replicas, governedModels } from '../__testUtils__/Replicas';
import { person } from '../__testUtils__/people';
import { post } from '../__testUtils__/processRequests';

jest.setTimeout(600_000);

const MODELS = 25;
const KILL_AFTER = 150;

const versions = ['1', '2'];
const {
  names: modelNames,
  requirements,
  ...governed
} = governedModels({ models: MODELS, signOffs: 10 });

const validators = [person('vera-validator'), person('victor-validator')];

/** 25 models with 2 versions and 10 requirements: 500 decisions of two people. */
const decisions = modelNames.flatMap(model =>
  versions.flatMap(version =>
    requirements.map(({ id: requirement }, index) => ({
      model,
      caller: validators[index % validators.length],
      key: randomUUID(),
      body: {
        requirement,
        stage: 'production',
        version,
        decision: 'approved',
        comment: `${requirement} of version ${version} of ${model}`,
      },
    })),
  ),
);

type Sent = (typeof decisions)[number];

/** Sends a decision; the answer is the id that the backend acknowledged it with. */
async function decide(url: string, { model, caller, key, body }: Sent) {
  const answer = await post(url, `/default/${model}/decisions`, body, {
    authorization: caller,
    'idempotency-key': key,
  });
  const { decision } = JSON.parse(answer);
  return String(decision.id);
}

async function openReviews(url: string) {
  await Promise.all(
    modelNames.map(async model => {
      for (const version of versions) {
        const stage = 'validation';
        await post(url, `/default/${model}/versions`, { version, stage });
        const review = { version, stage: 'production' };
        await post(url, `/default/${model}/reviews`, review);
      }
    }),
  );
}

/** Sends all decisions at once and kills the backend as soon as some are acknowledged. */
async function decideUntilKilled(backend: Replica) {
  const acknowledged = new Map<Sent, string>();
  let killed: Promise<void> | undefined;
  await Promise.allSettled(
    decisions.map(async decision => {
      acknowledged.set(decision, await decide(backend.url, decision));
      if (acknowledged.size === KILL_AFTER) {
        killed = backend.kill();
      }
    }),
  );
  await killed;
  return acknowledged;
}

function decisionEntries(lines: string[]): LedgerEntry[] {
  return lines
    .map((line): LedgerExportLine => JSON.parse(line))
    .flatMap(line => (line.type === 'entry' ? [line.entry] : []))
    .filter(({ action }) => action === 'decision');
}

async function recordedDecisions({ read }: Replica) {
  const pages = await Promise.all(
    modelNames.map(model => read(`/default/${model}/decisions?limit=100`)),
  );
  return pages.flatMap(page => page.items);
}

let replicas: Replicas;

beforeAll(async () => {
  replicas = await Replicas.create(governed);
});

afterAll(() => replicas.end());

it('loses no acknowledged decision when it is killed in the middle of 500', async () => {
  const first = await replicas.start();
  await openReviews(first.url);
  const acknowledged = await decideUntilKilled(first);
  expect(acknowledged.size).toBeGreaterThanOrEqual(KILL_AFTER);
  expect(acknowledged.size).toBeLessThan(decisions.length);

  const second = await replicas.start();
  const lines = await second.readLines('/ledger-export');
  expect(verifyLedgerExport(lines)).toMatchObject({ ok: true, models: MODELS });
  const entries = decisionEntries(lines);
  const inLedger = entries.map(({ body }) => String(body.id));
  expect(inLedger).toEqual(expect.arrayContaining([...acknowledged.values()]));
  // The ledger and what is shown of it were written together, or not at all.
  const recorded = await recordedDecisions(second);
  expect(recorded.map(({ id }) => id).sort()).toEqual(inLedger.sort());

  // Whoever got no answer asks again, and nothing is there twice.
  const answers = await Promise.all(
    decisions.map(decision => decide(second.url, decision)),
  );
  for (const [decision, id] of acknowledged) {
    expect(answers[decisions.indexOf(decision)]).toBe(id);
  }
  const all = await second.readLines('/ledger-export');
  expect(verifyLedgerExport(all)).toMatchObject({ ok: true, models: MODELS });
  expect(
    decisionEntries(all)
      .map(({ body }) => String(body.id))
      .sort(),
  ).toEqual([...answers].sort());
  expect(new Set(answers).size).toBe(decisions.length);
});
