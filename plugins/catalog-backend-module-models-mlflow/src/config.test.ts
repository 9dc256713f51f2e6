import { ConfigReader } from '@backstage/config';
import { DEFAULT_LIFECYCLE } from '@modelry/backstage-plugin-models-common';
import { readMlflowInstances } from './config';
import { entityNameOf } from './entityName';

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

describe('the name of an entity', () => {
  it.each([
    ['churn', 'churn'],
    ['credit_risk.v2', 'credit_risk.v2'],
    ['Churn', /^churn-[0-9a-f]{8}$/],
    ['Kündigung im März', /^kundigung-im-marz-[0-9a-f]{8}$/],
    ['main.ml.churn model', /^main-ml-churn-model-[0-9a-f]{8}$/],
    ['解約予測', /^model-[0-9a-f]{8}$/],
    ['x'.repeat(64), /^x{54}-[0-9a-f]{8}$/],
  ])('of %s is readable, and valid', (name, expected) => {
    expect(entityNameOf(name)).toMatch(
      typeof expected === 'string' ? new RegExp(`^${expected}$`) : expected,
    );
    expect(entityNameOf(name).length).toBeLessThanOrEqual(63);
  });

  it('differs where the catalog would see no difference', () => {
    const names = ['churn', 'Churn', 'CHURN', 'churn ', 'chürn'];
    expect(new Set(names.map(entityNameOf)).size).toBe(names.length);
  });
});
