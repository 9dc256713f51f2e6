import { ConfigReader } from '@backstage/config';
import { readPrometheusInstances } from './config';
import { fillTemplate, placeholdersOf } from './queryTemplate';

const check = { check: 'Latency', kind: 'service-health', query: 'up' };

const read = (...checks: object[]) =>
  readPrometheusInstances(
    new ConfigReader({
      models: {
        sources: {
          prometheus: {
            main: {
              url: 'https://prometheus.example',
              checks: JSON.parse(JSON.stringify(checks)),
            },
          },
        },
      },
    }),
  );

describe('the configuration of Prometheus', () => {
  it('may be left out', () => {
    expect(readPrometheusInstances(new ConfigReader({}))).toEqual([]);
  });

  it.each<[string, object[], string]>([
    ['a kind that is none', [{ ...check, kind: 'speed' }], 'checks.0.kind'],
    ['a tiny step', [{ ...check, step: 'PT1S' }], 'at least PT10S'],
    ['two of a name', [check, check], 'checks.1.check'],
    [
      'two ways to say where',
      [{ ...check, environment: 'a', environmentLabel: 'b' }],
      'set either environment or environmentLabel',
    ],
    [
      'a label that is none',
      [{ ...check, versionLabel: 'a-b' }],
      'name of a Prometheus label',
    ],
    ...[
      'up{model={{ name }}}',
      "up{model='{{ name }}'}",
      'up{model=`{{ name }}`}',
      'up{a="b"} * {{ name }}',
      'up{a="\\"", b={{ name }}}',
    ].map((query): [string, object[], string] => [
      `the query ${query}`,
      [{ ...check, query }],
      'between double quotes',
    ]),
    [
      'a placeholder that is none',
      [{ ...check, query: 'up{a="{{ na-me }}"}' }],
      'written as {{ name }}',
    ],
  ])('with %s stops the start, with its path', (_, checks, said) => {
    const attempt = () => read(...checks);
    expect(attempt).toThrow(said);
    expect(attempt).toThrow('models.sources.prometheus.main.checks.');
  });

  it('takes placeholders between double quotes', () => {
    const query = `up{a="x-{{ name }}", b='"', c="{{ref}}"}`;
    expect(read({ ...check, query })[0].checks[0].query).toBe(query);
    expect(placeholdersOf(query)).toEqual(['name', 'ref']);
  });
});

it('fills in no template of which a value is missing', () => {
  const values = new Map([['name', 'a\n"b"\\']]);
  expect(fillTemplate('{a="{{ name }}"}', values)).toBe(
    '{a="a\\n\\"b\\"\\\\"}',
  );
  expect(fillTemplate('{a="{{ other }}"}', values)).toBeUndefined();
});
