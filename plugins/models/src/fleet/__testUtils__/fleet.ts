import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import {
  isModelEntity,
  MODEL_API_VERSION,
  ModelEntity,
  ModelSummary,
} from '@modelry/backstage-plugin-models-common';
import { QueryClient } from '@tanstack/react-query';
import { fakeClient } from '../../__testUtils__/fakeClient';
import { overviewOf } from '../../__testUtils__/fixtures';
import { createModelsApi, ModelsScreenClient } from '../../api';

/** A model of the catalog, owned by the group `owners` unless told otherwise. */
export function modelEntity(
  name: string,
  options: {
    spec?: Partial<ModelEntity['spec']>;
    ownerRef?: string | false;
    relations?: Entity['relations'];
  } = {},
): ModelEntity {
  const { spec, ownerRef = 'group:default/owners', relations = [] } = options;
  return {
    apiVersion: MODEL_API_VERSION,
    kind: 'Model',
    metadata: { name, namespace: 'default' },
    spec: { type: 'classification', lifecycle: 'development', ...spec },
    relations: [
      ...(ownerRef ? [{ type: 'ownedBy', targetRef: ownerRef }] : []),
      ...relations,
    ],
  };
}

/** What the record says about a model about which all is well. */
export function modelSummary(
  modelRef: string,
  differences: Partial<ModelSummary> = {},
): ModelSummary {
  return {
    modelRef,
    channel: `models:${modelRef}`,
    stage: 'production',
    version: '1',
    environments: ['production'],
    monitoring: 'ok',
    monitoringReason: 'All checks are ok',
    signOff: 'approved',
    unsanctioned: 0,
    ...differences,
  };
}

/** A record that answers about the models it is given, and counts the requests. */
export function recordOf(summaries: readonly ModelSummary[]) {
  const getSummaries = jest.fn<
    ReturnType<ModelsScreenClient['getSummaries']>,
    Parameters<ModelsScreenClient['getSummaries']>
  >(async ({ modelRefs }) => ({
    items: modelRefs.flatMap(
      ref => summaries.find(({ modelRef }) => modelRef === ref) ?? [],
    ),
  }));
  const modelsApi = createModelsApi({
    client: {
      // Of one model nothing is asked here.
      ...fakeClient(overviewOf()),
      getSummaries,
    },
    cache: new QueryClient({ defaultOptions: { queries: { retry: false } } }),
    // These signals are heard from the beginning.
    subscribedWithinMs: 3_600_000,
  });
  return { modelsApi, getSummaries };
}

/** A record in which all is well with all models among the entities. */
export function recordOfAll(entities: readonly Entity[]) {
  return recordOf(
    entities
      .filter(isModelEntity)
      .map(entity => modelSummary(stringifyEntityRef(entity))),
  );
}
