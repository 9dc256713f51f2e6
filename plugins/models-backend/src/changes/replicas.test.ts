import { verifyLedgerExport } from '@modelry/backstage-plugin-models-common';
import { randomUUID } from 'node:crypto';
import { Replica, Replicas, governedModels } from '../__testUtils__/Replicas';
import { machine, person } from '../__testUtils__/people';
import { post } from '../__testUtils__/processRequests';

jest.setTimeout(600_000);

const MODELS = 8;
const ROUNDS = 12;
const KILL_AFTER = 80;

const { names, requirements, ...governed } = governedModels({
  ...{ models: MODELS, signOffs: ROUNDS },
});

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

let replicas: Replicas;
afterEach(() => replicas.end());

async function startTwo(): Promise<[Replica, Replica]> {
  replicas = await Replicas.create(governed);
  return [await replicas.start(), await replicas.start()];
}

it('two replicas write to the same models, and one of them is killed: nothing is lost or there twice', async () => {
  const [first, second] = await startTwo();
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
    await expectEveryWriteOnce(second, name);
  }
  expect(
    verifyLedgerExport(await second.readLines('/ledger-export')),
  ).toMatchObject({ ok: true, models: MODELS });
});

async function expectEveryWriteOnce({ read }: Replica, name: string) {
  const { deployments } = await read(`/default/${name}`);
  expect(deployments).toHaveLength(ROUNDS);
  const results = await read(
    `/default/${name}/check-results?check=AUC&limit=200`,
  );
  expect(
    results.items
      .map((item: { value: number }) => item.value)
      .sort((a: number, b: number) => a - b),
  ).toEqual(requirements.map((_, round) => round));
  const decisions = await read(`/default/${name}/decisions?limit=200`);
  expect(
    new Set(
      decisions.items.map((item: { requirement: string }) => item.requirement),
    ).size,
  ).toBe(ROUNDS);
  expect(decisions.items).toHaveLength(ROUNDS);
}
