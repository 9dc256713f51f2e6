import { OwnerAssignmentOutcome } from '@modelry/backstage-plugin-models-common';
import { overviewOf } from '../../__testUtils__/fixtures';
import { fakeClient } from '../../__testUtils__/modelPage';
import { applyPlan, planOf } from './bulkPlan';

const OWNER = 'group:default/credit';
const REFS = Array.from({ length: 1_000 }, (_, i) => `model:default/m${i}`);
const PLAN = planOf(REFS.map(modelRef => ({ modelRef, owner: OWNER })));
const CALM = {
  expected: new Map<string, string | undefined>(),
  onProgress: () => {},
  isStopped: () => false,
};

function server() {
  const client = fakeClient(overviewOf());
  client.assignOwners.mockImplementation(async ({ modelRefs, owner }) => ({
    dryRun: false,
    items: modelRefs.map(modelRef => ({
      ...{ modelRef, outcome: 'changed' as const, after: owner },
    })),
  }));
  return client;
}

const count = (
  outcomes: readonly OwnerAssignmentOutcome[],
  outcome: OwnerAssignmentOutcome['outcome'],
) => outcomes.filter(one => one.outcome === outcome).length;

describe('a thousand models that change hands', () => {
  it('go in batches, and say how many are done', async () => {
    const client = server();
    const seen: number[] = [];
    const outcomes = await applyPlan(client, PLAN, {
      ...CALM,
      onProgress: done => seen.push(done),
    });
    expect(count(outcomes, 'changed')).toBe(1_000);
    expect(client.assignOwners).toHaveBeenCalledTimes(10);
    expect(seen).toEqual([100, 200, 300, 400, 500, 600, 700, 800, 900, 1_000]);
  });

  it('go on when a batch cannot be sent, whose models are named', async () => {
    const client = server();
    client.assignOwners.mockRejectedValueOnce(new Error('No answer'));
    const outcomes = await applyPlan(client, PLAN, CALM);
    expect(count(outcomes, 'changed')).toBe(900);
    expect(outcomes[0]).toEqual({
      modelRef: REFS[0],
      outcome: 'refused',
      problem: { code: 'failed', message: 'No answer' },
    });
  });

  it('stay as they are from where somebody stops it', async () => {
    const client = server();
    let isStopped = false;
    const outcomes = await applyPlan(client, PLAN, {
      ...CALM,
      isStopped: () => isStopped,
      onProgress: done => {
        isStopped = done >= 200;
      },
    });
    expect(client.assignOwners).toHaveBeenCalledTimes(2);
    expect(count(outcomes, 'changed')).toBe(200);
    expect(count(outcomes, 'refused')).toBe(800);
    expect(outcomes[999].problem?.message).toContain('it is as it was');
  });
});
