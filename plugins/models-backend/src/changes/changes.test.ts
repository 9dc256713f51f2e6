import { EventsService } from '@backstage/plugin-events-node';
import {
  addReviewedVersion,
  decide,
  governedConfig,
} from '../__testUtils__/governance';
import { OWNERS, person } from '../__testUtils__/people';
import {
  ModelsBackend,
  startModelsBackend,
} from '../__testUtils__/startModelsBackend';
import { testDatabases } from '../__testUtils__/testDatabases';
import { TestModel } from '../__testUtils__/TestModel';

jest.setTimeout(60_000);

const databases = testDatabases();
const AUC = { check: 'AUC', kind: 'performance', status: 'critical' };

type Change = [
  string,
  string,
  string,
  (model: TestModel) => PromiseLike<object>,
];

const changes: Change[] = [
  [
    'lifecycle',
    'version-reported',
    'external:trainer',
    model => model.post('/versions', { version: '2' }).expect(200),
  ],
  [
    'deployments',
    'deployment-reported',
    'external:trainer',
    model =>
      model
        .post('/deployments', { environment: 'production', version: '1' })
        .expect(200),
  ],
  [
    'monitoring',
    'results-reported',
    'external:trainer',
    model => model.post('/check-results', { results: [AUC] }).expect(200),
  ],
  [
    'governance',
    'decision-recorded',
    'user:default/vera-validator',
    model => decide(model, person('vera-validator')).expect(201),
  ],
];

describe.each(databases.eachSupportedId())('changes on %s', id => {
  let backend: ModelsBackend;
  beforeAll(async () => {
    backend = await startModelsBackend({
      knex: await databases.init(id),
      config: governedConfig,
    });
  });

  async function freshModel() {
    const model = backend.addHighRiskModel({ owner: OWNERS });
    await addReviewedVersion(model);
    backend.events.publish.mockReset();
    backend.signals.publish.mockReset();
    backend.notifications.send.mockReset();
    return model;
  }

  it.each(changes)(
    'of %s publish one event and one signal',
    async (feature, action, actor, change) => {
      const model = await freshModel();
      await change(model);
      expect(backend.events.publish.mock.calls).toEqual([
        [
          {
            topic: `models.${feature}.changed`,
            eventPayload: {
              ...{ modelRef: model.modelRef, feature, action, actor },
              at: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
            },
            metadata: { action },
          },
        ],
      ]);
      // A broadcast reaches everybody: it must say nothing but that it is time to fetch.
      expect(backend.signals.publish.mock.calls).toEqual([
        [
          {
            recipients: { type: 'broadcast' },
            channel: (await model.overview()).channel,
            message: { feature },
          },
        ],
      ]);
    },
  );

  it.each(changes)(
    'of %s are kept when nobody can be told of them',
    async (feature, _action, _actor, change) => {
      const model = await freshModel();
      const down = async () => {
        throw new Error('down');
      };
      backend.events.publish.mockImplementation(down);
      backend.signals.publish.mockImplementation(() => {
        throw new Error('down at once');
      });
      backend.notifications.send.mockImplementation(down);
      backend.logger.warn.mockClear();
      await change(model);
      const warnings = backend.logger.warn.mock.calls.map(([text]) => text);
      expect(warnings).toContain(
        `Could not send the event about '${model.modelRef}'`,
      );
      expect(warnings).toContain(
        `Could not send the signal about '${model.modelRef}'`,
      );
      const overview = await model.overview();
      expect({
        lifecycle: overview.lifecycle.totalVersions === 2,
        deployments: overview.deployments.length === 1,
        monitoring: overview.monitoring.status === 'critical',
        governance: overview.governance.requirements[0].status === 'approved',
      }).toMatchObject({ [feature]: true });
    },
  );

  it('are announced only after they can be read', async () => {
    const model = await freshModel();
    const seen: number[] = [];
    const look: EventsService['publish'] = async () => {
      seen.push((await model.overview()).lifecycle.totalVersions);
    };
    backend.events.publish.mockImplementation(look);
    await model.post('/versions', { version: '2' }).expect(200);
    expect(seen).toEqual([2]);
  });

  it('that are refused are not announced', async () => {
    const model = await freshModel();
    await model.post('/versions', { version: '' }).expect(400);
    const production = { version: '1', stage: 'production' };
    await model.post('/versions', production).expect(409);
    await decide(model, person('rosa-risk')).expect(403);
    expect(backend.events.publish).not.toHaveBeenCalled();
    expect(backend.signals.publish).not.toHaveBeenCalled();
    expect(backend.notifications.send).not.toHaveBeenCalled();
  });
});

describe.each(databases.eachSupportedId())('signal channels on %s', id => {
  it('are secret, one for each model, and outlive a restart', async () => {
    const knex = await databases.init(id);
    const start = async () => {
      const backend = await startModelsBackend({ knex });
      return Promise.all(
        ['churn', 'fraud'].map(async name => {
          const model = backend.addModel({ name });
          const { channel } = await model.overview();
          expect((await model.summary()).channel).toBe(channel);
          return channel;
        }),
      );
    };
    const before = await start();
    expect(new Set(before).size).toBe(2);
    expect(before.join()).not.toMatch(/churn|fraud/);
    expect(await start()).toEqual(before);
  });

  it('differ between installations', async () => {
    const channels = await Promise.all(
      [1, 2].map(async () => {
        const backend = await startModelsBackend({
          knex: await databases.init(id),
        });
        return (await backend.addModel({ name: 'churn' }).overview()).channel;
      }),
    );
    expect(new Set(channels).size).toBe(2);
  });

  it('are made by a read without leaving a record of the model', async () => {
    const knex = await databases.init(id);
    const backend = await startModelsBackend({ knex });
    await backend.addModel().overview();
    expect(await knex('models')).toEqual([]);
  });
});
