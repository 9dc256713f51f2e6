import { testDatabases } from '@internal/test-utils';
import { delivery, minutesAgo } from './__testUtils__/alerts';
import { model, startAlertmanagers } from './__testUtils__/startAlertmanagers';

jest.setTimeout(60_000);

const databases = testDatabases();

describe.each(databases.eachSupportedId())('alerts on %s', id => {
  let am: Awaited<ReturnType<typeof startAlertmanagers>>;
  let added = 0;
  const models = Array.from({ length: 30 }, (_, i) => model(`m-${i}`));
  beforeAll(async () => {
    am = await startAlertmanagers({
      knex: await databases.init(id),
      models: [
        ...models,
        model('declared', { 'modelry.dev/alert-labels': 'job=serve,app=x' }),
      ],
    });
  });

  const next = () => models[added++].metadata.name;

  it('that fire and are resolved are a check, and one incident', async () => {
    const name = next();
    const labels = { model: name, model_version: '7', env: 'production' };
    const alert = { labels, startsAt: minutesAgo(10) };
    await am.send(delivery([alert])).expect(200, { recorded: 1 });
    expect(await am.checks(name)).toMatchObject([
      {
        ...{ check: 'ModelDown', kind: 'service-health', status: 'critical' },
        environment: 'production',
        latest: { message: 'The model is down', version: '7' },
      },
    ]);
    const ended = {
      ...{ ...alert, status: 'resolved' as const, endsAt: minutesAgo(5) },
    };
    await am.send(delivery([ended])).expect(200);
    expect(await am.checks(name)).toMatchObject([{ status: 'ok' }]);
    expect(await am.incidents(name)).toMatchObject([
      { startedAt: alert.startsAt, endedAt: ended.endsAt },
    ]);
  });

  it('that are repeated change nothing but when they were seen last', async () => {
    const name = next();
    const body = delivery([{ labels: { model: name } }]);
    await am.send(body).expect(200);
    await am.send(body).expect(200);
    expect(await am.incidents(name)).toHaveLength(1);
    expect(await am.checks(name)).toMatchObject([{ status: 'critical' }]);
  });

  it('that fire again later are another incident', async () => {
    const name = next();
    const labels = { model: name };
    const first = { labels, startsAt: minutesAgo(60), endsAt: minutesAgo(50) };
    await am.send(delivery([{ ...first, status: 'resolved' }])).expect(200);
    await am.send(delivery([{ labels, startsAt: minutesAgo(5) }])).expect(200);
    expect(await am.checks(name)).toMatchObject([{ status: 'critical' }]);
    expect(await am.incidents(name)).toMatchObject([
      { startedAt: expect.any(String) },
      { startedAt: first.startsAt, endedAt: first.endsAt },
    ]);
  });

  it('that are told late, after they ended, do not begin again', async () => {
    const name = next();
    const alert = { labels: { model: name }, startsAt: minutesAgo(30) };
    const end = { status: 'resolved' as const, endsAt: minutesAgo(20) };
    await am.send(delivery([alert])).expect(200);
    await am.send(delivery([{ ...alert, ...end }])).expect(200);
    await am.send(delivery([alert])).expect(200);
    expect(await am.checks(name)).toMatchObject([{ status: 'ok' }]);
  });

  it('of which one of several ends go on, in whatever group they come', async () => {
    const name = next();
    const labels = (pod: string) => ({ model: name, pod });
    const one = { fingerprint: 'one', labels: labels('a') };
    const other = { fingerprint: 'other', labels: labels('b') };
    await am.send(delivery([one, other])).expect(200);
    const end = { status: 'resolved' as const, endsAt: minutesAgo(1) };
    await am.send(delivery([{ ...one, ...end }])).expect(200);
    expect(await am.checks(name)).toMatchObject([{ status: 'critical' }]);
    await am.send(delivery([{ ...other, ...end }])).expect(200);
    expect(await am.checks(name)).toMatchObject([{ status: 'ok' }]);
    expect(await am.incidents(name)).toHaveLength(1);
  });

  it('that are grouped become what each of them is', async () => {
    const [name, other] = [next(), next()];
    const of = (alertname: string, severity: string, who = name) => ({
      fingerprint: `${alertname}-${who}`,
      labels: { alertname, severity, model: who },
    });
    await am
      .send(
        delivery([
          of('FeatureDrift', 'warning'),
          of('Odd', 'whatever'),
          of('Noted', 'info'),
          of('ModelDown', 'page', other),
        ]),
      )
      .expect(200, { recorded: 4 });
    const checks = await am.checks(name);
    expect(checks).toHaveLength(3);
    expect(checks).toMatchObject([
      { check: 'Odd', status: 'critical' },
      { check: 'FeatureDrift', kind: 'data-drift', status: 'warning' },
      { check: 'Noted', status: 'ok' },
    ]);
    expect(await am.checks(other)).toMatchObject([{ status: 'critical' }]);
  });

  it('of a clock that runs ahead are seen now, and still end', async () => {
    const name = next();
    const alert = { labels: { model: name }, startsAt: minutesAgo(-30) };
    await am.send(delivery([alert])).expect(200);
    expect(await am.checks(name)).toMatchObject([{ status: 'critical' }]);
    const end = { status: 'resolved' as const, endsAt: minutesAgo(-40) };
    await am.send(delivery([{ ...alert, ...end }])).expect(200);
    expect(await am.checks(name)).toMatchObject([{ status: 'ok' }]);
  });

  it.each([
    ['its entity', (name: string) => ({ backstage_entity: `Model:${name}` })],
    ['its name', (name: string) => ({ model_name: name.toLocaleUpperCase() })],
  ])('find their model by %s', async (_, labelsOf) => {
    const name = next();
    await am.send(delivery([{ labels: labelsOf(name) }])).expect(200);
    expect(await am.checks(name)).toHaveLength(1);
  });

  it('find their model by labels that it declares', async () => {
    const labels = { job: 'serve', app: 'x', pod: 'p-1' };
    await am.send(delivery([{ labels }])).expect(200, { recorded: 1 });
    expect(await am.checks('declared')).toHaveLength(1);
  });

  it('that are about no model, or left out, are told of on Sources', async () => {
    await am
      .send(
        delivery(
          [
            { labels: { model: 'nobody' } },
            { labels: { backstage_entity: 'component:default/x' } },
            { labels: { job: 'node' } },
          ],
          { truncatedAlerts: 3 },
        ),
      )
      .expect(200, { recorded: 0 });
    const { status, problems } = await am.source();
    expect(status).toBe('incomplete');
    expect(problems).toHaveLength(3);
    expect(problems).toEqual(
      expect.arrayContaining([
        {
          message: expect.stringContaining('model="nobody"'),
          remedy: expect.stringContaining('backstage_entity='),
        },
        {
          message: expect.stringMatching(/^3 alerts were left out/),
          remedy: expect.stringContaining('max_alerts'),
        },
      ]),
    );
  });

  it('that are about something else by now have ended where they were, and begin there', async () => {
    const [name, other] = [next(), next()];
    const startsAt = minutesAgo(10);
    const of = (labels: Record<string, string>) =>
      delivery([{ labels, fingerprint: 'wanderer', startsAt }]);
    const statuses = async (wanted: string) =>
      Object.fromEntries(
        (await am.checks(wanted)).map(
          (one: { check: string; environment?: string; status: string }) => [
            `${one.check} ${one.environment ?? ''}`.trim(),
            one.status,
          ],
        ),
      );
    await am.send(of({ model: name })).expect(200);
    await am.send(of({ model: name, env: 'production' })).expect(200);
    expect(await statuses(name)).toEqual({
      ...{ ModelDown: 'ok', 'ModelDown production': 'critical' },
    });
    await am.send(of({ model: other })).expect(200, { recorded: 1 });
    expect(await statuses(name)).toEqual({
      ...{ ModelDown: 'ok', 'ModelDown production': 'ok' },
    });
    expect(await statuses(other)).toEqual({ ModelDown: 'critical' });
    await am.send(of({ model: name })).expect(200);
    expect(await statuses(name)).toMatchObject({ ModelDown: 'critical' });
    expect(await statuses(other)).toEqual({ ModelDown: 'ok' });
    await am.send(of({ job: 'node' })).expect(200, { recorded: 0 });
    expect(await statuses(name)).toMatchObject({ ModelDown: 'ok' });
    expect(await am.incidents(name)).toHaveLength(3);
  });

  it('that would change the kind of a check are told of, and not sent for ever', async () => {
    const name = next();
    const of = (check_kind: string) => ({
      labels: { model: name, alertname: 'Odd', check_kind },
    });
    await am.send(delivery([of('cost')])).expect(200);
    await am.send(delivery([of('fairness')])).expect(200);
    const { problems } = await am.source();
    expect(problems).toContainEqual(
      expect.objectContaining({
        message: expect.stringContaining(`'Odd' of model:default/${name}`),
      }),
    );
  });
});
