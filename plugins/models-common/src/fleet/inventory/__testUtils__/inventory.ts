import { Deployment } from '../../../deployments/schemas';
import { ModelVersion } from '../../../lifecycle/schemas';
import { InventoryItem } from '../InventoryItem';

export const AT = '2026-03-01T09:00:00.000Z';
export const DIGEST = 'a'.repeat(64);

/** What a test tells bills of materials apart by. */
export const identity = {
  id: '3e671687-395b-41f5-a30f-a58921a69b79',
  now: new Date(AT),
};

/** A version of the model. */
export function versionOf(facts: Partial<ModelVersion>): ModelVersion {
  return {
    ...{ version: '8', stage: 'validation', stageSince: AT, createdAt: AT },
    ...{ registeredAt: AT, registeredBy: 'external:trainer', ...facts },
  };
}

/** A deployment of the model. */
export function deploymentOf(facts: Partial<Deployment>): Deployment {
  return {
    ...{ environment: 'production', name: 'primary', version: '7' },
    ...{ status: 'running', role: 'primary', since: AT, lastSeen: AT },
    ...{ reportedBy: 'external:cluster', ...facts },
  };
}

/** A model of which next to nothing is known. */
export function bare(name: string = 'churn'): InventoryItem {
  return {
    entity: {
      apiVersion: 'modelry.dev/v1alpha1',
      kind: 'Model',
      metadata: { name },
      spec: { type: 'classification', lifecycle: 'development' },
    },
    summary: {
      ...{ modelRef: `model:default/${name}`, channel: 'models:1' },
      ...{ stage: 'development', environments: [], unsanctioned: 0 },
      ...{ monitoring: 'unmonitored', monitoringReason: 'No checks' },
      signOff: 'not-required',
    },
    deployments: [],
    versions: [],
  };
}

/** A model of which much is known. */
export function full(): InventoryItem {
  const { entity, summary } = bare();
  return {
    entity: {
      ...entity,
      metadata: {
        ...{ name: 'churn', namespace: 'default', title: 'Customer churn' },
        ...{ description: '=2+3, "quoted"\nline', tags: ['crm', 'tabular'] },
      },
      spec: {
        ...entity.spec,
        riskTier: 'high',
        intendedUse: 'Letters to customers',
        card: 'https://example.com/a card.md',
      },
      relations: [
        { type: 'partOf', targetRef: 'system:default/crm' },
        { type: 'trainedOn', targetRef: 'resource:default/customers' },
        { type: 'derivedFrom', targetRef: 'model:default/base' },
        { type: 'servedBy', targetRef: 'component:default/letters' },
        { type: 'dependsOn', targetRef: 'api:default/features' },
        { type: 'dependsOn', targetRef: 'component:default/encoder' },
      ],
    },
    summary: {
      ...{ ...summary, version: '8', owner: 'group:default/crm' },
      ...{ riskTier: 'high', stage: 'production', unsanctioned: 1 },
    },
    deployments: [
      deploymentOf({}),
      deploymentOf({ environment: 'staging', version: '9', name: 'canary' }),
    ],
    versions: [
      versionOf({
        ...{ digest: `sha256:${DIGEST}`, metrics: { auc: 0.81, n: -1e21 } },
        link: 'https://registry.example.com/models/8?a=b c',
        artifact: { uri: 's3://models/churn/8' },
      }),
      versionOf({ version: '7', stage: 'production' }),
    ],
  };
}

/** Items as they come from a catalog. */
export async function* pagesOf(...pages: InventoryItem[][]) {
  yield* pages;
}

/** Reads all of a document. */
export async function read(lines: AsyncIterable<string>): Promise<string> {
  let document = '';
  for await (const line of lines) {
    document += line;
  }
  return document;
}
