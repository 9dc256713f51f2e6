import { useApi } from '@backstage/core-plugin-api';
import { Flex } from '@backstage/ui';
import { parseModelRef } from '@modelry/backstage-plugin-models-common';
import { modelsApiRef } from '../api';
import { ExportButton } from '../governance/ExportButton';

/** Saves what is known of a version as a model card, or as a bill of materials. */
export function CardExports(props: {
  modelRef: string;
  version: string | undefined;
}) {
  const { modelRef, version } = props;
  const { client } = useApi(modelsApiRef);
  const { namespace, name } = parseModelRef(modelRef);
  return (
    <Flex gap="3">
      <ExportButton
        label="Export as Markdown"
        make={async () => ({
          name: `${namespace}-${name}-card.md`,
          type: 'text/markdown',
          content: await client.exportModelCard(modelRef, { version }),
        })}
      />
      <ExportButton
        label="Export as CycloneDX"
        make={async () => ({
          name: `${namespace}-${name}.cdx.json`,
          type: 'application/vnd.cyclonedx+json',
          content: await client.exportModelBom(modelRef, { version }),
        })}
      />
    </Flex>
  );
}
