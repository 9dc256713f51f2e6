import { ConfigReader } from '@backstage/config';
import { readKubeflowInstances } from './config';

describe('the configuration', () => {
  it('may be left out', () => {
    expect(readKubeflowInstances(new ConfigReader({}))).toEqual([]);
  });

  it.each<[string, object, string]>([
    ['no url', {}, 'catalog.providers.kubeflow.a.url'],
    [
      'an environment that is none',
      { url: 'https://r.example', environments: { x: 'Prod!' } },
      'a.environments.x',
    ],
  ])('with %s stops the start', (_, instance, said) => {
    expect(() =>
      readKubeflowInstances(
        new ConfigReader({
          catalog: { providers: { kubeflow: { a: { ...instance } } } },
        }),
      ),
    ).toThrow(said);
  });
});
