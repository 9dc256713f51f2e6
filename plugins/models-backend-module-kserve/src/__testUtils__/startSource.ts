import { mockServices } from '@backstage/backend-test-utils';
import { ConfigReader } from '@backstage/config';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { KServeSource } from '../KServeSource';
import { KubernetesClient } from '../KubernetesClient';
import { readKServeInstances } from '../config';

/** A model of the catalog. */
export const model = (name: string, annotations = {}) => ({
  apiVersion: 'modelry.dev/v1alpha1',
  kind: 'Model',
  metadata: { name, namespace: 'default', annotations },
  spec: { type: 'classification', lifecycle: 'development' },
});

/** A source between a stand-in of the Kubernetes backend and a catalog. */
export function startSource(options: {
  url: string;
  config?: object;
  models?: Array<ReturnType<typeof model>>;
}) {
  const { url, config = {}, models = [model('churn')] } = options;
  const [instance] = readKServeInstances(
    new ConfigReader({
      models: {
        sources: { kserve: { main: JSON.parse(JSON.stringify(config)) } },
      },
    }),
  );
  const waited: number[] = [];
  const auth = mockServices.auth();
  const source = new KServeSource({
    ...{ instance, auth },
    kubernetes: new KubernetesClient({
      auth,
      discovery: mockServices.discovery.mock({ getBaseUrl: async () => url }),
      wait: async ms => {
        waited.push(ms);
      },
    }),
    catalog: catalogServiceMock({ entities: models }),
  });
  return {
    ...{ source, waited },
    list: (cluster = 'eu') =>
      source.list(cluster, new AbortController().signal),
  };
}
