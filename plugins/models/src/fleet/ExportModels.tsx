import { useApi } from '@backstage/core-plugin-api';
import { Flex } from '@backstage/ui';
import {
  FleetFilter,
  isFiltering,
} from '@modelry/backstage-plugin-models-common';
import { modelsApiRef } from '../api';
import { ExportButton } from '../governance/ExportButton';
import { CsvButton } from '../governance/board/CsvButton';

/** Saves the models that the filters let through as a file, on however many pages. */
export function ExportModels(props: { filter: FleetFilter }) {
  const { filter } = props;
  const { client } = useApi(modelsApiRef);
  const which = isFiltering(filter) ? 'matching' : 'all';
  return (
    <Flex
      gap="3"
      justify="end"
      role="group"
      aria-label={
        isFiltering(filter)
          ? 'Export the models that match the filters'
          : 'Export all models that you may see'
      }
    >
      <CsvButton
        label={`Export ${which} as CSV`}
        name="models"
        write={async () => ({ csv: await client.exportInventory(filter) })}
      />
      <ExportButton
        label={`Export ${which} as CycloneDX`}
        make={async () => ({
          name: 'models.cdx.json',
          type: 'application/vnd.cyclonedx+json',
          content: await client.exportBom(filter),
        })}
      />
    </Flex>
  );
}
