import {
  ANNOTATION_EDIT_URL,
  ANNOTATION_SOURCE_LOCATION,
  ANNOTATION_VIEW_URL,
} from '@backstage/catalog-model';
import { ModelEntity } from '@modelry/backstage-plugin-models-common';

/** Where the YAML of a model can be changed and seen, as far as the catalog knows. */
export function sourceLinks(entity: ModelEntity): {
  editUrl?: string;
  viewUrl?: string;
} {
  const { annotations } = entity.metadata;
  return {
    editUrl: annotations?.[ANNOTATION_EDIT_URL],
    viewUrl:
      annotations?.[ANNOTATION_VIEW_URL] ??
      annotations?.[ANNOTATION_SOURCE_LOCATION]?.match(
        /^url:(https?:.*)$/,
      )?.[1],
  };
}
