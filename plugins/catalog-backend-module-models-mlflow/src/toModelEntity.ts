import {
  ANNOTATION_EDIT_URL,
  ANNOTATION_VIEW_URL,
} from '@backstage/catalog-model';
import {
  Lifecycle,
  MODEL_API_VERSION,
  MODEL_KIND,
  ModelEntity,
  RISK_TIERS,
} from '@modelry/backstage-plugin-models-common';
import { entityNameOf } from '@modelry/backstage-plugin-models-node';
import { MlflowInstance } from './config';
import { RegisteredModel } from './mlflowSchemas';

/** Names the registered model that an entity stands for. */
export const MODEL_ANNOTATION = 'mlflow.org/registered-model';
/** Names the configured registry that it is in. */
export const INSTANCE_ANNOTATION = 'mlflow.org/instance';

const OWNER = /^((group|user|Group|User):)?([^:/\s]+\/)?[^:/\s]+$/;
const SYSTEM = /^((system|System):)?([^:/\s]+\/)?[^:/\s]+$/;
const TAG = /^[a-z0-9+#]+(-[a-z0-9+#]+)*$/;

/** Where the entities of a registry come from, as the catalog writes it. */
export function locationOf(instance: MlflowInstance): string {
  return `mlflow:${instance.id}`;
}

/** A registered model, or one of its versions, as MLflow shows it to people. */
export function linkTo(
  { url, uiUrl = url }: MlflowInstance,
  name: string,
  version?: string,
): string {
  const base = uiUrl.replace(/\/+$/, '');
  const path = `${base}/#/models/${encodeURIComponent(name)}`;
  return version === undefined
    ? path
    : `${path}/versions/${encodeURIComponent(version)}`;
}

/** A run, as MLflow shows it to people. */
export function linkToRun(
  { url, uiUrl = url }: MlflowInstance,
  run: { experimentId: string; runId: string },
): string {
  const base = uiUrl.replace(/\/+$/, '');
  const [experiment, id] = [run.experimentId, run.runId].map(
    encodeURIComponent,
  );
  return `${base}/#/experiments/${experiment}/runs/${id}`;
}

/** The entity of a registered model; tags that mean nothing to the catalog are left out. */
export function toModelEntity(
  model: RegisteredModel,
  instance: MlflowInstance,
  lifecycle: Lifecycle,
): ModelEntity {
  const { name, description } = model;
  const { namespace } = instance;
  const link = linkTo(instance, name);
  return {
    apiVersion: MODEL_API_VERSION,
    kind: MODEL_KIND,
    metadata: {
      name: entityNameOf(name),
      namespace,
      ...(entityNameOf(name) !== name && { title: name }),
      ...(description?.trim() && { description: description.trim() }),
      annotations: {
        [ANNOTATION_VIEW_URL]: link,
        [ANNOTATION_EDIT_URL]: link,
        [MODEL_ANNOTATION]: name,
        [INSTANCE_ANNOTATION]: instance.id,
      },
      ...tagsOf(model, instance),
      links: [{ url: link, title: 'MLflow' }],
    },
    spec: specOf(model, instance, lifecycle),
  };
}

function specOf(
  model: RegisteredModel,
  { tags, defaults }: MlflowInstance,
  { stages }: Lifecycle,
): ModelEntity['spec'] {
  const said = (key: string) => valueOf(model, key);
  const owner = [said(tags.owner), defaults.owner].find(matches(OWNER));
  const system = [said(tags.system), defaults.system].find(matches(SYSTEM));
  const tier = said(tags.riskTier)?.toLocaleLowerCase('en-US');
  const riskTier = RISK_TIERS.find(known => known === tier);
  return {
    type: said(tags.type) ?? defaults.type,
    lifecycle: stages[0].id,
    ...(owner && { owner }),
    ...(system && { system }),
    ...(riskTier && { riskTier }),
  };
}

function matches(pattern: RegExp) {
  return (text: string | undefined) => text !== undefined && pattern.test(text);
}

function tagsOf(model: RegisteredModel, { tags }: MlflowInstance) {
  const found = (valueOf(model, tags.tags) ?? '')
    .toLocaleLowerCase('en-US')
    .split(',')
    .map(tag => tag.trim())
    .filter(tag => TAG.test(tag) && tag.length <= 63);
  return found.length > 0 && { tags: [...new Set(found)] };
}

function valueOf(model: RegisteredModel, key: string): string | undefined {
  const tag = model.tags.find(one => one.key === key);
  return tag?.value.trim() || undefined;
}
