import { verifyLedgerExport } from '@modelry/backstage-plugin-models-common';
import { randomUUID } from 'node:crypto';
import { createOwnDatabase } from '../__testUtils__/ownDatabase';
import { machine, person } from '../__testUtils__/people';
import { post, send } from '../__testUtils__/processRequests';
import { startBackendProcess } from '../__testUtils__/startBackendProcess';

jest.setTimeout(600_000);

const MODELS = 8;
const ROUNDS = 12;
const KILL_AFTER = 80;

const names = Array.from({ length: MODELS }, (_, i) => `model-${i + 1}`);
const requirements = Array.from({ length: ROUNDS }, (_, i) => ({
  id: `requirement-${i + 1}`,
  title: `Requirement ${i + 1}`,
  stage: 'production',
  approvers: ['group:default/model-validation'],
}));

const models = {
  environments: [{ name: 'production', stage: 'production' }],
  governance: {
    policies: [
      { id: 'all', title: 'All', match: { kind: 'Model' }, requirements },
    ],
  },
};

const entities = names.map(name => ({
  apiVersion: 'modelry.dev/v1alpha1',
  kind: 'Model',
  metadata: { name, namespace: 'default' },
  spec: { type: 'classification', lifecycle: 'development' },
}));

/** One write, which may be sent to either replica, and again. */
interface Write {
  name: string;
  path: string;
  body: object;
  caller: string;
  key: string;
}

/** Decisions, deployments and check results of every model, mixed. */
const writes: Write[] = requirements.flatMap(({ id }, round) =>
  names.flatMap(name => {
    const about = (path: string, body: object, caller = machine) => ({
      ...{ name, path, body, caller, key: randomUUID() },
    });
    return [
      about(
        '/decisions',
        {
          ...{ requirement: id, stage: 'production', version: '1' },
          ...{ decision: 'approved', comment: `Round ${round}` },
        },
        person('victor-validator'),
      ),
      about('/deployments', {
        environment: `place-${round}`,
        version: '1',
      }),
      about('/check-results', {
        results: [
          {
            ...{ check: 'AUC', kind: 'performance', status: 'ok' },
            value: round,
          },
        ],
      }),
    ];
  }),
);

function write(url: string, { name, path, body, caller, key }: Write) {
  return post(url, `/default/${name}${path}`, body, {
    authorization: caller,
    'idempotency-key': key,
  });
}

async function read(url: string, path: string) {
  return JSON.parse(
    await send(url, path, { headers: { authorization: machine } }),
  );
}

const started: Array<() => Promise<void>> = [];
let database: Awaited<ReturnType<typeof createOwnDatabase>>;

async function start() {
  const backend = await startBackendProcess({
    ...{ models, entities },
    database: database.url,
  });
  started.push(backend.kill);
  return backend;
}

beforeAll(async () => {
  database = await createOwnDatabase();
});

afterAll(async () => {
  await Promise.all(started.map(kill => kill()));
  await database.drop();
});

it('two replicas write to the same models, and one of them is killed: nothing is lost or there twice', async () => {
  const [first, second] = [await start(), await start()];
  for (const name of names) {
    await post(first.url, `/default/${name}/versions`, { version: '1' });
    const review = { version: '1', stage: 'production' };
    await post(second.url, `/default/${name}/reviews`, review);
  }

  let acknowledged = 0;
  let killed: Promise<void> | undefined;
  const outcomes = await Promise.allSettled(
    writes.map(async (one, index) => {
      await write((index % 2 ? first : second).url, one);
      acknowledged++;
      if (acknowledged === KILL_AFTER) {
        killed = first.kill();
      }
    }),
  );
  await killed;
  const unanswered = writes.filter((_, i) => outcomes[i].status === 'rejected');
  expect(unanswered.length).toBeGreaterThan(0);
  // Only what the killed one was given went without an answer.
  expect(unanswered.every(one => writes.indexOf(one) % 2 === 1)).toBe(true);

  // Whoever got no answer asks the other one, and everybody else once more.
  for (const one of writes) {
    await write(second.url, one);
  }
  for (const name of names) {
    const { deployments } = await read(second.url, `/default/${name}`);
    expect(deployments).toHaveLength(ROUNDS);
    const results = await read(
      second.url,
      `/default/${name}/check-results?check=AUC&limit=200`,
    );
    expect(
      results.items
        .map((item: { value: number }) => item.value)
        .sort((a: number, b: number) => a - b),
    ).toEqual(requirements.map((_, round) => round));
    const decisions = await read(
      second.url,
      `/default/${name}/decisions?limit=200`,
    );
    expect(
      new Set(
        decisions.items.map(
          (item: { requirement: string }) => item.requirement,
        ),
      ).size,
    ).toBe(ROUNDS);
    expect(decisions.items).toHaveLength(ROUNDS);
  }
  const ledgers = await send(second.url, '/ledger-export', {
    headers: { authorization: machine },
  });
  expect(
    verifyLedgerExport(ledgers.split('\n').filter(line => line !== '')),
  ).toMatchObject({ ok: true, models: MODELS });
});
