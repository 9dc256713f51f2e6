import { useApi } from '@backstage/core-plugin-api';
import { Flex } from '@backstage/ui';
import { modelsApiRef } from '../api';
import { ExportButton } from '../governance/ExportButton';
import { CsvButton } from '../governance/board/CsvButton';

/** Saves all models that a person may see as a file, whatever the filters. */
export function ExportModels() {
  const { client } = useApi(modelsApiRef);
  return (
    <Flex
      gap="3"
      justify="end"
      role="group"
      aria-label="Export all models that you may see"
    >
      <CsvButton
        label="Export all as CSV"
        name="models"
        write={async () => ({ csv: await client.exportInventory() })}
      />
      <ExportButton
        label="Export all as CycloneDX"
        make={async () => ({
          name: 'models.cdx.json',
          type: 'application/vnd.cyclonedx+json',
          content: await client.exportBom(),
        })}
      />
    </Flex>
  );
}
