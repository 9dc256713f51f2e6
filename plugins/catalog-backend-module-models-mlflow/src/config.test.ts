import { ConfigReader } from '@backstage/config';
import { DEFAULT_LIFECYCLE } from '@modelry/backstage-plugin-models-common';
import { readMlflowInstances } from './config';

const read = (mlflow: object) =>
  readMlflowInstances(
    new ConfigReader({
      catalog: { providers: { mlflow: JSON.parse(JSON.stringify(mlflow)) } },
    }),
    DEFAULT_LIFECYCLE,
  );

const url = 'https://mlflow.example';

describe('the configuration of MLflow', () => {
  it('may be left out', () => {
    expect(
      readMlflowInstances(new ConfigReader({}), DEFAULT_LIFECYCLE),
    ).toEqual([]);
  });

  it('names several registries, with what is usual', () => {
    const [research, trading] = read({
      research: { url },
      trading: { url, schedule: { frequency: 'PT5M', timeout: 'PT1M' } },
    });
    expect(research).toMatchObject({
      ...{ id: 'research', namespace: 'default', newestVersions: 20 },
      schedule: { frequency: { minutes: 15 } },
    });
    expect(trading.schedule.timeout).toEqual({ minutes: 1 });
  });

  it.each<[string, object, string]>([
    ['no url', { a: {} }, 'catalog.providers.mlflow.a.url'],
    ['another scheme', { a: { url: 'file:///etc' } }, 'must be an http(s) URL'],
    ['an unknown key', { a: { url, tokne: 's3cret' } }, 'tokne'],
    ['half a login', { a: { url, username: 'anna' } }, 'go together'],
    [
      'two logins',
      { a: { url, token: 's3cret', username: 'a', password: 'b' } },
      'either token',
    ],
    ['a short secret', { a: { url, webhookSecret: 's3cret' } }, '16 char'],
    ['a bad id', { 'My MLflow': { url } }, 'the id must be'],
    [
      'an unknown stage',
      { a: { url, aliases: { champion: 'prod' } } },
      "a.aliases.champion: there is no stage 'prod'",
    ],
  ])('with %s stops the start, and tells no secret', (_, mlflow, said) => {
    const attempt = () => read(mlflow);
    expect(attempt).toThrow(said);
    expect(attempt).not.toThrow(/s3cret/);
  });
});
