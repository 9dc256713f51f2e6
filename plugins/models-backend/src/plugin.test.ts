import { ModelsClient } from '@modelry/backstage-plugin-models-common';
import { governedConfig } from './__testUtils__/governance';
import { Caller, machine, person } from './__testUtils__/people';
import {
  ModelsBackend,
  startModelsBackend,
} from './__testUtils__/startModelsBackend';
import { testDatabases } from './__testUtils__/testDatabases';

jest.setTimeout(60_000);

const databases = testDatabases();

describe.each(databases.eachSupportedId())('the plugin on %s', id => {
  let backend: ModelsBackend;
  beforeAll(async () => {
    backend = await startModelsBackend({
      knex: await databases.init(id),
      config: governedConfig,
    });
  });

  function clientOf(authorization: Caller) {
    return new ModelsClient({
      discoveryApi: {
        getBaseUrl: async pluginId =>
          `http://localhost:${backend.server.port()}/api/${pluginId}`,
      },
      fetchApi: {
        fetch: (url, init) =>
          fetch(url, { ...init, headers: { ...init?.headers, authorization } }),
      },
    });
  }

  it('takes a model from its first version to production', async () => {
    const { modelRef } = backend.addHighRiskModel();
    const reporter = clientOf(machine);
    const [validator, riskOfficer] = [
      clientOf(person('vera-validator')),
      clientOf(person('rosa-risk')),
    ];
    const production = { version: '1', stage: 'production' } as const;
    await reporter.reportVersion(modelRef, {
      version: '1',
      stage: 'validation',
    });
    await expect(
      reporter.reportVersion(modelRef, production),
    ).rejects.toMatchObject({
      statusCode: 409,
      cause: { message: expect.stringContaining('may not enter') },
    });
    await reporter.openReview(modelRef, production);
    const signOff = {
      ...{ ...production, decision: 'approved' as const, comment: 'Agreed' },
    };
    await validator.decide(modelRef, { ...signOff, requirement: 'validation' });
    await riskOfficer.decide(modelRef, { ...signOff, requirement: 'risk' });
    await reporter.reportVersion(modelRef, production);
    await reporter.reportDeployment(modelRef, {
      ...{ environment: 'production', version: '1' },
    });
    await reporter.reportCheckResults(modelRef, {
      results: [{ check: 'AUC', kind: 'performance', status: 'ok' }],
    });
    await reporter.reportMonitoringReport(
      modelRef,
      { metrics: [], tests: [{ name: 'Rows', status: 'SUCCESS' }] },
      { environment: 'production' },
    );

    expect(await validator.getOverview(modelRef)).toMatchObject({
      lifecycle: { stage: 'production', source: 'record' },
      deployments: [{ environment: 'production', version: '1' }],
      monitoring: { status: 'ok', checks: [{}, {}] },
      governance: { status: 'approved', unsanctioned: [] },
    });
    expect(
      await reporter.getSummaries({ modelRefs: [modelRef] }),
    ).toMatchObject({
      items: [{ stage: 'production', signOff: 'approved', monitoring: 'ok' }],
    });
    const lists = [
      await reporter.listVersions(modelRef),
      await reporter.listDeploymentChanges(modelRef, { limit: 1 }),
      await reporter.listCheckResults(modelRef, { check: 'AUC' }),
      await reporter.listDecisions(modelRef),
    ];
    expect(lists.map(({ items }) => items.length)).toEqual([1, 1, 1, 2]);
  });
});
