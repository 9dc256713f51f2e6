import {
  ANNOTATION_EDIT_URL,
  ANNOTATION_SOURCE_LOCATION,
  ANNOTATION_VIEW_URL,
} from '@backstage/catalog-model';
import { ButtonLink, Flex, Text } from '@backstage/ui';
import { ModelEntity } from '@modelry/backstage-plugin-models-common';
import { RiEditLine, RiExternalLinkLine } from '@remixicon/react';
import { CodeBlock, EmptyState } from '../frame';

const OWNER_YAML = 'spec:\n  owner: group:default/your-team';

/** Says that nobody answers for the model, and how to change that. */
export function NoOwner(props: { entity: ModelEntity }) {
  const { annotations } = props.entity.metadata;
  const editUrl = annotations?.[ANNOTATION_EDIT_URL];
  const viewUrl =
    annotations?.[ANNOTATION_VIEW_URL] ??
    annotations?.[ANNOTATION_SOURCE_LOCATION]?.match(/^url:(https?:.*)$/)?.[1];
  return (
    <EmptyState title="Nobody owns this model">
      <Text as="p" color="secondary">
        Name the group or person that answers for it in the YAML of the model:
      </Text>
      <CodeBlock code={OWNER_YAML} label="YAML" />
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
    </EmptyState>
  );
}
