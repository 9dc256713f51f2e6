import { ModelEntity } from '@modelry/backstage-plugin-models-common';

/** Path of the monitoring tab of a model in the portal. */
export function monitoringLink(
  entity: ModelEntity,
  query: Record<string, string> = {},
): string {
  const { namespace = 'default', name } = entity.metadata;
  const search = new URLSearchParams(query).toString();
  return `/catalog/${namespace}/model/${name}/monitoring${
    search && `?${search}`
  }`;
}
