import {
  ANNOTATION_LOCATION,
  ANNOTATION_ORIGIN_LOCATION,
} from '@backstage/catalog-model';
import {
  Lifecycle,
  MODEL_API_VERSION,
  MODEL_KIND,
  ModelEntity,
  RISK_TIERS,
} from '@modelry/backstage-plugin-models-common';
import { entityNameOf } from '@modelry/backstage-plugin-models-node';
import { KubeflowInstance } from './config';
import { ModelVersion, Properties, RegisteredModel } from './kubeflowSchemas';

/** Names a model of a registry by its id there. */
export const MODEL_ANNOTATION = 'kubeflow.org/registered-model-id';
/** Names the configured registry that it is in. */
export const INSTANCE_ANNOTATION = 'kubeflow.org/model-registry';
/** Ids and names of versions, for whoever knows only the one or the other. */
const VERSIONS_ANNOTATION = 'kubeflow.org/model-versions';
const LICENCE_ANNOTATION = 'modelry.dev/licence';

const OWNER = /^((group|user):)?([^:/\s]+\/)?[^:/\s]+$/i;
const SYSTEM = /^((system):)?([^:/\s]+\/)?[^:/\s]+$/i;
const TAG = /^[a-z0-9+#]+(-[a-z0-9+#]+)*$/;

/** Where the entities of a registry come from, as the catalog writes it. */
export function locationOf({ id }: KubeflowInstance): string {
  return `kubeflow:${id}`;
}

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
  const location = locationOf(instance);
  const link = linkTo(instance, id);
  const licence = textOf(customProperties, instance.properties.licence);
  const tags = tagsOf(customProperties);
  return {
    apiVersion: MODEL_API_VERSION,
    kind: MODEL_KIND,
    metadata: {
      ...{ name: entityNameOf(name), namespace: instance.namespace },
      ...(entityNameOf(name) !== name && { title: name }),
      ...(description?.trim() && { description: description.trim() }),
      annotations: {
        [ANNOTATION_LOCATION]: location,
        [ANNOTATION_ORIGIN_LOCATION]: location,
        [MODEL_ANNOTATION]: id,
        [INSTANCE_ANNOTATION]: instance.id,
        ...(versions.length > 0 && {
          [VERSIONS_ANNOTATION]: versions
            .map(one => `${one.id}=${encodeURIComponent(one.name)}`)
            .join(','),
        }),
        ...(licence && { [LICENCE_ANNOTATION]: licence }),
      },
      ...(tags.length > 0 && { tags }),
      ...(link && { links: [{ url: link, title: 'Model registry' }] }),
    },
    spec: specOf(model, instance, lifecycle),
  };
}

function specOf(
  model: RegisteredModel,
  { properties, defaults }: KubeflowInstance,
  { stages }: Lifecycle,
): ModelEntity['spec'] {
  const said = (key: string) => textOf(model.customProperties, key);
  const owner = [said(properties.owner), model.owner, defaults.owner].find(
    matches(OWNER),
  );
  const system = [said(properties.system), defaults.system].find(
    matches(SYSTEM),
  );
  const tier = said(properties.riskTier)?.toLocaleLowerCase('en-US');
  const riskTier = RISK_TIERS.find(known => known === tier);
  const ended = stages.filter(({ kind }) => kind === 'ended').at(-1);
  return {
    type: model.tasks.find(task => task.trim())?.trim() ?? defaults.type,
    lifecycle: (isArchived(model) && ended ? ended : stages[0]).id,
    ...(owner && { owner }),
    ...(system && { system }),
    ...(riskTier && { riskTier }),
  };
}

function matches(pattern: RegExp) {
  return (text: string | undefined) => text !== undefined && pattern.test(text);
}

// A label is written as a property that is empty text.
function tagsOf(properties: Properties): string[] {
  const labels = Object.entries(properties)
    .filter(([, { string_value: text }]) => text === '')
    .map(([name]) => name.trim().toLocaleLowerCase('en-US'))
    .map(name => name.replace(/[\s_.]+/g, '-'))
    .filter(name => TAG.test(name) && name.length <= 63);
  return [...new Set(labels)];
}

function textOf(properties: Properties, key: string): string | undefined {
  return properties[key]?.string_value?.trim() || undefined;
}
