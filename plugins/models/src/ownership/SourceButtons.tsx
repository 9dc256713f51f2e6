import { ButtonLink, Flex } from '@backstage/ui';
import { ModelEntity } from '@modelry/backstage-plugin-models-common';
import { RiEditLine, RiExternalLinkLine } from '@remixicon/react';
import { sourceLinks } from './sourceLinks';

/** Leads to the YAML of a model; nothing when the catalog does not know where it is. */
export function SourceButtons(props: { entity: ModelEntity }) {
  const { editUrl, viewUrl } = sourceLinks(props.entity);
  if (!editUrl && !viewUrl) {
    return null;
  }
  return (
    <Flex gap="2">
      {editUrl && (
        <ButtonLink
          href={editUrl}
          target="_blank"
          rel="noopener noreferrer"
          size="small"
          variant="secondary"
          iconStart={<RiEditLine />}
        >
          Edit the YAML
        </ButtonLink>
      )}
      {viewUrl && (
        <ButtonLink
          href={viewUrl}
          target="_blank"
          rel="noopener noreferrer"
          size="small"
          variant="tertiary"
          iconStart={<RiExternalLinkLine />}
        >
          View its source
        </ButtonLink>
      )}
    </Flex>
  );
}
