import {
  decide,
  governedConfig,
  addReviewedVersion,
} from '../__testUtils__/governance';
import { person } from '../__testUtils__/people';
import {
  ModelsBackend,
  startModelsBackend,
} from '../__testUtils__/startModelsBackend';
import { testDatabases } from '../__testUtils__/testDatabases';
import { TestModel } from '../__testUtils__/TestModel';

jest.setTimeout(60_000);

const databases = testDatabases();

const [highRisk] = governedConfig.governance.policies;

/** Of limited risk a sign-off is asked that is good for every version. */
const config = {
  environments: [
    ...governedConfig.environments,
    { name: 'pilot', stage: 'validation' },
  ],
  governance: {
    policies: [
      highRisk,
      {
        ...{ id: 'use', title: 'Use', match: { 'spec.riskTier': 'limited' } },
        requirements: [
          {
            ...{ id: 'use', title: 'Intended use', stage: 'validation' },
            approvers: ['group:default/model-validation'],
            scope: 'model',
          },
        ],
      },
    ],
  },
};

describe.each(databases.eachSupportedId())(
  'unsanctioned deployments on %s',
  id => {
    let backend: ModelsBackend;
    beforeAll(async () => {
      backend = await startModelsBackend({
        knex: await databases.init(id),
        config,
      });
    });

    function deploy(model: TestModel, deployment: object = {}) {
      return model
        .post('/deployments', {
          environment: 'production',
          version: '1',
          ...deployment,
        })
        .expect(200);
    }

    async function unsanctioned(model: TestModel) {
      const { governance } = await model.overview();
      const { unsanctioned: count } = await model.summary();
      expect(count).toBe(governance.unsanctioned.length);
      return governance.unsanctioned;
    }

    it('are shown with what is missing until the last sign-off', async () => {
      const model = backend.addHighRiskModel();
      await deploy(model);
      await addReviewedVersion(model);
      const place = {
        environment: 'production',
        name: 'primary',
        version: '1',
      };
      expect(await unsanctioned(model)).toEqual([
        {
          ...{ ...place, enforcement: 'prevent' },
          missing: ['Independent validation', 'Risk acceptance'],
        },
      ]);
      await decide(model, person('victor-validator')).expect(201);
      expect(await unsanctioned(model)).toEqual([
        { ...place, enforcement: 'prevent', missing: ['Risk acceptance'] },
      ]);
      await decide(model, person('rosa-risk'), { requirement: 'risk' });
      expect(await unsanctioned(model)).toEqual([]);
    });

    it.each(['stopped', 'failed'])(
      'are gone when they are %s',
      async status => {
        const model = backend.addHighRiskModel();
        await deploy(model);
        expect(await unsanctioned(model)).toHaveLength(1);
        await deploy(model, { status });
        expect(await unsanctioned(model)).toEqual([]);
        expect((await model.summary()).environments).toEqual([]);
      },
    );

    it.each(['running', 'progressing', 'degraded', 'unknown'])(
      'are shown when they are %s',
      async status => {
        const model = backend.addHighRiskModel();
        await deploy(model, { status });
        expect(await unsanctioned(model)).toHaveLength(1);
      },
    );

    it('are those in environments that nobody configured, and nobody is told', async () => {
      const model = backend.addHighRiskModel();
      await deploy(model, { environment: 'lab' });
      expect(await unsanctioned(model)).toEqual([
        {
          ...{ environment: 'lab', name: 'primary', version: '1' },
          missing: ["Environment 'lab' in the configuration"],
          ...{ enforcement: 'prevent', unconfigured: true },
        },
      ]);
      const { body } = await model
        .get('/gate?version=1&environment=lab')
        .expect(200);
      expect(body.decision).toBe('deny');
      expect(
        backend.notifications.send.mock.calls.filter(([{ payload }]) =>
          payload.link?.includes(model.name),
        ),
      ).toEqual([]);
    });

    it('are those of versions that nobody registered, as on the gate', async () => {
      const model = backend.addHighRiskModel({ spec: { riskTier: 'limited' } });
      await addReviewedVersion(model);
      await decide(model, person('victor-validator'), {
        ...{ requirement: 'use', stage: 'validation' },
      }).expect(201);
      await deploy(model, { environment: 'pilot', version: '2' });
      const gateOf = async (version: string) => {
        const { body } = await model
          .get(`/gate?version=${version}&environment=pilot`)
          .expect(200);
        return body.decision;
      };
      expect(await unsanctioned(model)).toMatchObject([
        { version: '2', missing: ['Registration of the version'] },
      ]);
      expect(await gateOf('2')).toBe('deny');
      await model.post('/versions', { version: '2' }).expect(200);
      expect(await unsanctioned(model)).toEqual([]);
      expect(await gateOf('2')).toBe('allow');
    });

    it('are shown whatever version is in question', async () => {
      const model = backend.addHighRiskModel();
      await deploy(model);
      const version = { version: '2', stage: 'validation' };
      await model.post('/versions', version).expect(200);
      const { governance } = await model.overview();
      expect(governance.version).toBe('2');
      expect(governance.unsanctioned).toMatchObject([{ version: '1' }]);
    });

    it('return when a rejection replaces an approval', async () => {
      const model = backend.addHighRiskModel();
      await deploy(model);
      await addReviewedVersion(model);
      await decide(model, person('victor-validator'));
      await decide(model, person('rosa-risk'), { requirement: 'risk' });
      expect(await unsanctioned(model)).toEqual([]);
      await decide(model, person('rosa-risk'), {
        ...{ requirement: 'risk', decision: 'rejected' },
      }).expect(201);
      expect(await unsanctioned(model)).toMatchObject([
        { missing: ['Risk acceptance'] },
      ]);
    });

    it.each([
      ['environments without a stage', { environment: 'staging' }, 'high'],
      ['models that no policy matches', {}, 'minimal'],
      [
        'models that no policy matches, wherever they run',
        { environment: 'lab' },
        'minimal',
      ],
    ])('do not exist in or for %s', async (_, deployment, riskTier) => {
      const model = backend.addHighRiskModel({ spec: { riskTier } });
      await deploy(model, deployment);
      expect(await unsanctioned(model)).toEqual([]);
    });
  },
);
