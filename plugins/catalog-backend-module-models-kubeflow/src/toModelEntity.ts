import {
  Lifecycle,
  ModelEntity,
} from '@modelry/backstage-plugin-models-common';
import { toRegistryEntity } from '@modelry/backstage-plugin-models-node';
import { KubeflowInstance } from './config';
import { ModelVersion, Properties, RegisteredModel } from './kubeflowSchemas';

/** Names a model of a registry by its id there. */
export const MODEL_ANNOTATION = 'kubeflow.org/registered-model-id';
/** Names the configured registry that it is in. */
export const INSTANCE_ANNOTATION = 'kubeflow.org/model-registry';
/** Ids and names of versions, for whoever knows only the one or the other. */
const VERSIONS_ANNOTATION = 'kubeflow.org/model-versions';
const LICENCE_ANNOTATION = 'modelry.dev/licence';

/** Where people look at a model: the configured address, with its id in it. */
export function linkTo(
  { uiUrl }: KubeflowInstance,
  modelId: string,
): string | undefined {
  return uiUrl?.replace(/\{id\}|%7Bid%7D/gi, encodeURIComponent(modelId));
}

/** Whether somebody put it away. */
export function isArchived({ state }: { state?: string }): boolean {
  return state === 'ARCHIVED';
}

/** The entity of a registered model; what means nothing to the catalog is left out. */
export function toModelEntity(
  model: RegisteredModel,
  options: {
    versions: readonly ModelVersion[];
    instance: KubeflowInstance;
    lifecycle: Lifecycle;
  },
): ModelEntity {
  const { versions, instance, lifecycle } = options;
  const { id, name, description, customProperties } = model;
  const { defaults, properties } = instance;
  const link = linkTo(instance, id);
  const said = (key: string) => textOf(customProperties, key);
  const licence = said(properties.licence) ?? model.license?.trim();
  return toRegistryEntity({
    ...{ name, namespace: instance.namespace, description },
    annotations: {
      [MODEL_ANNOTATION]: id,
      [INSTANCE_ANNOTATION]: instance.id,
      ...(versions.length > 0 && {
        [VERSIONS_ANNOTATION]: versions
          .map(one => `${one.id}=${encodeURIComponent(one.name)}`)
          .join(','),
      }),
      ...(licence && { [LICENCE_ANNOTATION]: licence }),
    },
    tags: labelsOf(customProperties),
    links: link ? [{ url: link, title: 'Model registry' }] : [],
    type: model.tasks.find(task => task.trim())?.trim() ?? defaults.type,
    lifecycle: stageOf(model, lifecycle),
    owners: [said(properties.owner), model.owner, defaults.owner],
    systems: [said(properties.system), defaults.system],
    riskTier: said(properties.riskTier),
  });
}

function stageOf(model: RegisteredModel, { stages }: Lifecycle): string {
  const ended = stages.filter(({ kind }) => kind === 'ended').at(-1);
  return (isArchived(model) && ended ? ended : stages[0]).id;
}

// A label is written as a property that is empty text.
function labelsOf(properties: Properties): string[] {
  return Object.entries(properties)
    .filter(([, { string_value: text }]) => text === '')
    .map(([name]) => name);
}

function textOf(properties: Properties, key: string): string | undefined {
  return properties[key]?.string_value?.trim() || undefined;
}
