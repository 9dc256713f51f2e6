import { testDatabases } from '@internal/test-utils';
import { ConfigReader } from '@backstage/config';
import request from 'supertest';
import { delivery, minutesAgo } from './__testUtils__/alerts';
import {
  SECRET,
  model,
  startAlertmanagers,
} from './__testUtils__/startAlertmanagers';
import { readAlertmanagers } from './config';

jest.setTimeout(60_000);

const databases = testDatabases();

describe('the webhook', () => {
  let am: Awaited<ReturnType<typeof startAlertmanagers>>;
  beforeAll(async () => {
    am = await startAlertmanagers({
      knex: await databases.init('SQLITE_3'),
      models: [model('churn')],
      config: { heartbeat: 'PT1H' },
    });
  });

  it('has nothing to tell before it heard anything, and says what to do', async () => {
    expect(await am.source()).toMatchObject({
      status: 'failing',
      problems: [
        {
          remedy: expect.stringContaining(
            '/api/models/webhooks/alertmanager/main',
          ),
        },
      ],
    });
  });

  it.each([
    ['a wrong secret', 'another-secret-of-am', 'main'],
    ['no secret', '', 'main'],
    ['a longer secret', `${SECRET}x`, 'main'],
    ['an unknown name', SECRET, 'other'],
    ['no secret and an unknown name', '', 'other'],
  ])('refuses %s, and reads nothing', async (_, secret, instance) => {
    const answer = await am.send(delivery([{}]), secret, instance);
    expect(answer.status).toBe(401);
    expect(JSON.stringify(answer.body)).not.toContain(SECRET);
    expect(await am.checks('churn')).toEqual([]);
  });

  it('opens nothing else of the plugin', async () => {
    for (const path of [
      '/api/models/webhooks/alertmanager',
      '/api/models/default/churn',
    ]) {
      const answer = await request(am.server)
        .get(path)
        .set('Authorization', `Bearer ${SECRET}`);
      expect(answer.status).toBe(401);
    }
  });

  it.each<[string, object, string]>([
    ['of version 3', delivery([{}], { version: '3' }), 'body.version'],
    ['without alerts', { version: '4' }, 'body.alerts'],
    ['with a bad time', delivery([{ startsAt: 'soon' }]), 'alerts.0.startsAt'],
  ])('refuses a delivery %s with the field', async (_, body, field) => {
    const { status, body: answer } = await am.send(body);
    expect(status).toBe(400);
    expect(answer.error.message).toContain(field);
  });

  it('confirms what goes on, for as long as there is a heartbeat', async () => {
    await am.send(delivery([{}])).expect(200);
    await am
      .send(delivery([{ status: 'resolved', endsAt: minutesAgo(1) }]))
      .expect(200);
    const [{ latest: before }] = await am.checks('churn');
    expect(await am.source()).toMatchObject({
      status: 'ok',
      counts: expect.arrayContaining([
        { what: 'open alerts', count: 0 },
        { what: 'checks with alerts', count: 1 },
      ]),
    });
    const [check] = await am.checks('churn');
    expect(check).toMatchObject({ status: 'ok', allowedSilence: 'PT1H' });
    expect(check.latest.observedAt > before.observedAt).toBe(true);
  });
});

describe.each(databases.eachSupportedId())('old alerts on %s', id => {
  it('are forgotten, but for what is known of a check', async () => {
    const knex = await databases.init(id);
    const am = await startAlertmanagers({
      ...{ knex, models: [model('churn')], config: { heartbeat: 'PT1H' } },
    });
    const end = { status: 'resolved' as const, endsAt: minutesAgo(20_000) };
    const ended = ['one', 'two'].map((fingerprint, at) => ({
      ...{ ...end, fingerprint, startsAt: minutesAgo(20_010 - at) },
    }));
    await am.send(delivery(ended)).expect(200);
    await knex('alertmanager_alerts').insert({
      ...(await knex('alertmanager_alerts').first()),
      ...{ model_ref: 'model:default/ghost' },
    });
    const [{ latest: before }] = await am.checks('churn');
    expect((await am.source()).problems).toEqual([]);
    const kept = await knex('alertmanager_alerts').pluck('fingerprint');
    expect(kept).toEqual(['two']);
    const [{ status, latest }] = await am.checks('churn');
    expect(status).toBe('ok');
    expect(latest.observedAt > before.observedAt).toBe(true);
  });
});

describe('a heartbeat that is missing', () => {
  it('is told of, and confirms nothing', async () => {
    const knex = await databases.init('SQLITE_3');
    const am = await startAlertmanagers({
      ...{ knex, models: [model('churn')], config: { heartbeat: 'PT1H' } },
    });
    await am.send(delivery([{}])).expect(200);
    const results = (await am.results('churn', 'ModelDown')).length;
    await knex('alertmanager_instances').update({
      heard_at: new Date(Date.now() - 2 * 3_600_000),
    });
    expect(await am.source()).toMatchObject({
      status: 'failing',
      problems: [{ message: expect.stringContaining('not been heard of') }],
    });
    expect(await am.results('churn', 'ModelDown')).toHaveLength(results);
  });
});

describe('the configuration of Alertmanagers', () => {
  const read = (alertmanager: object) =>
    readAlertmanagers(
      new ConfigReader({
        models: {
          sources: { alertmanager: JSON.parse(JSON.stringify(alertmanager)) },
        },
      }),
    );

  it('may be left out', () => {
    expect(readAlertmanagers(new ConfigReader({}))).toEqual([]);
  });

  it.each<[string, object, string]>([
    ['no secret', { a: {} }, 'alertmanager.a.secret'],
    ['a short secret', { a: { secret: 's3cret' } }, 'at least 16'],
    ['a bad id', { A: { secret: SECRET } }, 'the id must be'],
    [
      'a kind that is none',
      { a: { secret: SECRET, kinds: [{ alert: '*', kind: 'x' }] } },
      'a.kinds.0.kind',
    ],
    [
      'a quick heartbeat',
      { a: { secret: SECRET, heartbeat: 'PT1M' } },
      'at least PT10M',
    ],
  ])('with %s stops the start, and tells no secret', (_, config, said) => {
    expect(() => read(config)).toThrow(said);
    expect(() => read(config)).not.toThrow(/s3cret/);
  });
});
