import { TimelineItem } from '@modelry/backstage-plugin-models-common';
import {
  addReviewedVersion,
  decide,
  moveStage,
  waive,
  withPromotion,
} from '../__testUtils__/governance';
import { assign } from '../__testUtils__/ownership';
import { person } from '../__testUtils__/people';
import {
  ModelsBackend,
  startModelsBackend,
} from '../__testUtils__/startModelsBackend';
import { testDatabases } from '../__testUtils__/testDatabases';
import { TestModel } from '../__testUtils__/TestModel';

jest.setTimeout(60_000);

const databases = testDatabases();
const dario = person('dario-datasci');
const rosa = person('rosa-risk');

/** Waits until the clock moved on, so that the order of things is that of time. */
async function nextMillisecond(): Promise<void> {
  const now = Date.now();
  while (Date.now() === now) {
    await new Promise(resolve => setTimeout(resolve, 1));
  }
}

function observe(model: TestModel, result: object) {
  return model.post('/check-results', {
    results: [
      {
        ...{ check: 'drift', kind: 'data-drift', environment: 'production' },
        ...{ version: '1', observedAt: new Date().toISOString() },
        ...result,
      },
    ],
  });
}

async function timelineOf(model: TestModel, query: string = '') {
  const { body } = await model.get(`/timeline${query}`).expect(200);
  return body as { items: TimelineItem[]; pageInfo: { nextCursor?: string } };
}

describe.each(databases.eachSupportedId())('the timeline on %s', id => {
  let backend: ModelsBackend;
  beforeAll(async () => {
    backend = await startModelsBackend({
      knex: await databases.init(id),
      config: withPromotion('manual'),
    });
  });

  async function eventful(): Promise<TestModel> {
    const model = await addReviewedVersion(backend.addHighRiskModel());
    const acts = [
      () => waive(model, rosa),
      () => decide(model, rosa, { requirement: 'risk' }),
      () => moveStage(model, dario),
      () =>
        model.post('/deployments', {
          ...{ environment: 'production', version: '1', status: 'running' },
          observedAt: new Date().toISOString(),
        }),
      () =>
        model.post('/end-of-life', { date: '2999-12-31', reason: 'Old' }, rosa),
      () => observe(model, { status: 'critical', value: 0.4, threshold: 0.3 }),
      () => observe(model, { status: 'ok', value: 0.1, threshold: 0.3 }),
      () => assign(model),
      () =>
        model.post(
          '/roles',
          { role: 'validator', people: ['user:default/rita-risk'] },
          dario,
        ),
    ];
    for (const act of acts) {
      await nextMillisecond();
      expect((await act()).status).toBeLessThan(300);
    }
    return model;
  }

  it('holds all that happened, the newest first, each with its source', async () => {
    const { items, pageInfo } = await timelineOf(await eventful());
    expect(
      items.map(({ kind, action, by }) => [kind, action, by.split('/').pop()]),
    ).toEqual([
      ['ownership', 'role-assigned', 'dario-datasci'],
      ['ownership', 'owner-assigned', 'dario-datasci'],
      ['monitoring', 'incident-ended', 'drift'],
      ['monitoring', 'incident-began', 'drift'],
      ['stage', 'end-of-life-set', 'rosa-risk'],
      ['deployment', 'deployment-changed', 'external:trainer'],
      ['stage', 'stage-moved', 'dario-datasci'],
      ['sign-off', 'review-closed', 'dario-datasci'],
      ['sign-off', 'decision', 'rosa-risk'],
      ['sign-off', 'waiver-granted', 'rosa-risk'],
      ['sign-off', 'review-opened', 'external:trainer'],
      ['version', 'version-reported', 'external:trainer'],
    ]);
    expect(pageInfo).toEqual({});
    const incident = items[3].incident;
    expect(incident).toBeDefined();
    expect(items[2]).toMatchObject({ environment: 'production', incident });
    expect(items[3]).toMatchObject({
      ...{ environment: 'production', version: '1' },
      text: expect.stringContaining('0.4'),
    });
    expect(items[4]).toMatchObject({ until: '2999-12-31', text: 'Old' });
    expect(items[5]).toMatchObject({
      ...{ environment: 'production', deployment: 'primary' },
      ...{ version: '1', status: 'running' },
    });
    expect(items[6]).toMatchObject({
      ...{ version: '1', from: 'development', to: 'production' },
      ...{ status: 'manual', sequence: 4 },
    });
    expect(items[8]).toMatchObject({ requirement: 'risk', status: 'approved' });
  });

  it('is the same page by page, whatever the size of the pages', async () => {
    const model = await eventful();
    const { items: whole } = await timelineOf(model);
    for (const limit of [1, 2, 3]) {
      const items: TimelineItem[] = [];
      let cursor: string | undefined;
      do {
        const page = await timelineOf(
          model,
          `?limit=${limit}${cursor ? `&cursor=${cursor}` : ''}`,
        );
        items.push(...page.items);
        cursor = page.pageInfo.nextCursor;
      } while (cursor);
      expect(items).toEqual(whole);
    }
  });

  it.each([
    ['version', ['version-reported']],
    ['stage', ['end-of-life-set', 'stage-moved']],
    ['deployment', ['deployment-changed']],
    [
      'sign-off',
      ['review-closed', 'decision', 'waiver-granted', 'review-opened'],
    ],
    ['monitoring', ['incident-ended', 'incident-began']],
    ['ownership', ['role-assigned', 'owner-assigned']],
  ])('shows only the kind %s when asked', async (kind, actions) => {
    const { items } = await timelineOf(await eventful(), `?kind=${kind}`);
    expect(items.map(({ action }) => action)).toEqual(actions);
  });

  it('is empty while nothing happened', async () => {
    expect(await timelineOf(backend.addModel())).toEqual({
      ...{ items: [], pageInfo: {} },
    });
  });

  it.each([['?kind=weather'], ['?cursor=eA'], ['?cursor=WzEsMiwzLDRd']])(
    'refuses %s',
    async query => {
      await backend.addModel().get(`/timeline${query}`).expect(400);
    },
  );

  it('calls a version that was only seen to run by that', async () => {
    const model = backend.addModel();
    await model.post('/deployments', { environment: 'a', version: '9' });
    const { items } = await timelineOf(model, '?kind=version');
    expect(items).toMatchObject([{ action: 'version-seen', version: '9' }]);
  });
});
