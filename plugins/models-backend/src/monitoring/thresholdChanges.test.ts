import { OWNERS } from '../__testUtils__/people';
import {
  ModelsBackend,
  startModelsBackend,
} from '../__testUtils__/startModelsBackend';
import { testDatabases } from '../__testUtils__/testDatabases';
import { TestModel } from '../__testUtils__/TestModel';

jest.setTimeout(60_000);

const databases = testDatabases();

const SHARE = { check: 'Share', kind: 'data-drift' };
const HOUR_MS = 3_600_000;
const START = Date.now() - 24 * HOUR_MS;

function hour(n: number): string {
  return new Date(START + n * HOUR_MS).toISOString();
}

describe.each(databases.eachSupportedId())('changed thresholds on %s', id => {
  let backend: ModelsBackend;
  beforeAll(async () => {
    backend = await startModelsBackend({ knex: await databases.init(id) });
  });

  /** The model with another threshold in its entity, or with none. */
  async function declare(name: string, threshold?: object) {
    const model = backend.addModel({
      ...{ name, owner: OWNERS },
      spec: threshold && {
        monitoring: { thresholds: [{ check: 'Share', ...threshold }] },
      },
    });
    await backend.runTask('apply-changed-thresholds');
    return model;
  }

  const report = (model: TestModel, n: number, value: number, more = {}) =>
    model
      .post('/check-results', {
        results: [{ ...SHARE, value, observedAt: hour(n), ...more }],
      })
      .expect(200);

  async function checkOf(model: TestModel) {
    const { body } = await model.get('/monitoring').expect(200);
    return body.checks[0];
  }

  async function listOf(model: TestModel, list: string) {
    const { body } = await model.get(`/${list}`).expect(200);
    return body.items;
  }

  const toldAbout = (name: string) =>
    backend.notifications.send.mock.calls
      .map(([{ payload }]) => payload)
      .filter(({ scope }) => scope?.endsWith(`model:default/${name}`));

  it('say what a model is now; its history stays as it was judged', async () => {
    const name = `stricter-${id.toLowerCase()}`;
    const model = await declare(name, { critical: 0.5 });
    await report(model, 1, 0.4);
    await report(model, 2, 0.45);
    expect(await checkOf(model)).not.toHaveProperty('thresholdChangedAt');

    await declare(name, { critical: 0.3 });
    expect(await checkOf(model)).toMatchObject({
      ...{ status: 'critical', since: hour(2) },
      latest: { value: 0.45, threshold: 0.3 },
      thresholdChangedAt: expect.any(String),
    });
    expect(await listOf(model, 'check-results?check=Share')).toMatchObject([
      { value: 0.45, status: 'ok', threshold: 0.5 },
      { value: 0.4, status: 'ok', threshold: 0.5 },
    ]);
    const [incident] = await listOf(model, 'incidents');
    expect(incident).toMatchObject({ startedAt: hour(2) });
    expect(incident).not.toHaveProperty('endedAt');

    await declare(name, { critical: 0.6 });
    expect(await checkOf(model)).toMatchObject({ status: 'ok' });
    const [ended, ...others] = await listOf(model, 'incidents');
    expect(others).toEqual([]);
    expect(ended).toMatchObject({
      ...{ id: incident.id, endedAt: expect.any(String) },
    });
    await backend.runTask('apply-changed-thresholds');
    expect(toldAbout(name)).toMatchObject([
      { title: `${name} is critical` },
      {
        title: `${name}: Share is no longer critical`,
        description: expect.stringMatching(/, when its threshold changed$/),
      },
    ]);
    expect(backend.events.publish).toHaveBeenCalledWith(
      expect.objectContaining({
        eventPayload: expect.objectContaining({
          modelRef: model.modelRef,
          action: 'thresholds-changed',
        }),
      }),
    );
  });

  it('undo what is no longer an incident, and tell the owner so without a link to it', async () => {
    const name = `undone-${id.toLowerCase()}`;
    const model = await declare(name, { critical: 0.3 });
    await report(model, 2, 0.4);
    const [{ id: incident }] = await listOf(model, 'incidents');
    backend.addModel({
      ...{ name, owner: OWNERS },
      spec: {
        monitoring: { thresholds: [{ check: 'Share', critical: 0.6 }] },
      },
    });
    await report(model, 1, 0.2);
    expect(await listOf(model, 'incidents')).toEqual([]);
    const link = `/catalog/default/model/${name}/monitoring`;
    expect(toldAbout(name)).toMatchObject([
      { title: `${name} is critical`, link: `${link}?incident=${incident}` },
      { title: `${name}: Share is no longer critical`, link },
    ]);
  });

  it('give the sender the last word again when they are gone', async () => {
    const name = `without-${id.toLowerCase()}`;
    const model = await declare(name, { critical: 0.3 });
    await report(model, 1, 0.4, { status: 'ok' });
    expect(await checkOf(model)).toMatchObject({ status: 'critical' });
    await declare(name);
    expect(await checkOf(model)).toMatchObject({ status: 'ok' });
  });

  it('leave alone what nobody can judge any more', async () => {
    const name = `unjudged-${id.toLowerCase()}`;
    const model = await declare(name, { critical: 0.3 });
    await report(model, 1, 0.4);
    await declare(name);
    expect(await checkOf(model)).toMatchObject({ status: 'critical' });
  });

  it('apply to the next result, task or no task', async () => {
    const name = `next-${id.toLowerCase()}`;
    const model = await declare(name, { critical: 0.5 });
    await report(model, 1, 0.4);
    backend.addModel({
      ...{ name, owner: OWNERS },
      spec: {
        monitoring: { thresholds: [{ check: 'Share', critical: 0.3 }] },
      },
    });
    await report(model, 2, 0.4);
    expect(await checkOf(model)).toMatchObject({
      ...{ status: 'critical', since: hour(2) },
      thresholdChangedAt: expect.any(String),
    });
  });

  it('count when the configuration changed with a restart', async () => {
    const knex = await databases.init(id);
    const start = async (critical: number) => {
      const started = await startModelsBackend({
        knex,
        config: {
          monitoring: { thresholds: [{ kind: 'data-drift', critical }] },
        },
      });
      return {
        model: started.addModel({ name: 'restarted' }),
        apply: () => started.runTask('apply-changed-thresholds'),
      };
    };
    const { model } = await start(0.5);
    await report(model, 1, 0.4);
    const after = await start(0.3);
    expect(await checkOf(after.model)).toMatchObject({ status: 'ok' });
    await after.apply();
    expect(await checkOf(after.model)).toMatchObject({ status: 'critical' });
  });
});
