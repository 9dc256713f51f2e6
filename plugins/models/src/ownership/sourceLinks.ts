import {
  ANNOTATION_EDIT_URL,
  ANNOTATION_SOURCE_LOCATION,
  ANNOTATION_VIEW_URL,
} from '@backstage/catalog-model';
import { isWebLink } from '../frame';
import { ModelEntity } from '@modelry/backstage-plugin-models-common';

/** Where the YAML of a model can be changed and seen, as far as the catalog knows. */
export function sourceLinks(entity: ModelEntity): {
  editUrl?: string;
  viewUrl?: string;
} {
  const { annotations } = entity.metadata;
  return {
    editUrl: webLink(annotations?.[ANNOTATION_EDIT_URL]),
    viewUrl:
      webLink(annotations?.[ANNOTATION_VIEW_URL]) ??
      webLink(
        annotations?.[ANNOTATION_SOURCE_LOCATION]?.match(/^url:(.*)$/)?.[1],
      ),
  };
}

// Anybody who writes YAML writes annotations.
function webLink(link: string | undefined): string | undefined {
  return link !== undefined && isWebLink(link) ? link : undefined;
}
