import {
  ANNOTATION_EDIT_URL,
  ANNOTATION_VIEW_URL,
} from '@backstage/catalog-model';
import {
  Lifecycle,
  ModelEntity,
} from '@modelry/backstage-plugin-models-common';
import { toRegistryEntity } from '@modelry/backstage-plugin-models-node';
import { MlflowInstance } from './config';
import { linkTo } from './links';
import { RegisteredModel } from './mlflowSchemas';

/** Names the registered model that an entity stands for. */
export const MODEL_ANNOTATION = 'mlflow.org/registered-model';
/** Names the configured registry that it is in. */
export const INSTANCE_ANNOTATION = 'mlflow.org/instance';

/** The entity of a registered model; tags that mean nothing to the catalog are left out. */
export function toModelEntity(
  { name, description, tags }: RegisteredModel,
  options: { instance: MlflowInstance; lifecycle: Lifecycle },
): ModelEntity {
  const { instance, lifecycle } = options;
  const { defaults, tags: keys } = instance;
  const link = linkTo(instance, name);
  const said = (key: string) =>
    tags.find(tag => tag.key === key)?.value.trim() || undefined;
  return toRegistryEntity({
    ...{ name, namespace: instance.namespace, description },
    annotations: {
      [ANNOTATION_VIEW_URL]: link,
      [ANNOTATION_EDIT_URL]: link,
      [MODEL_ANNOTATION]: name,
      [INSTANCE_ANNOTATION]: instance.id,
    },
    tags: said(keys.tags)?.split(',') ?? [],
    links: [{ url: link, title: 'MLflow' }],
    type: said(keys.type) ?? defaults.type,
    lifecycle: lifecycle.stages[0].id,
    owners: [said(keys.owner), defaults.owner],
    systems: [said(keys.system), defaults.system],
    riskTier: said(keys.riskTier),
  });
}
