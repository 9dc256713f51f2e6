import { useApi } from '@backstage/core-plugin-api';
import { parseModelRef } from '@modelry/backstage-plugin-models-common';
import { modelsApiRef } from '../../api';
import { ExportButton } from '../ExportButton';

/** Saves the ledger of a model as a file that can be verified anywhere. */
export function ExportLedger(props: { modelRef: string }) {
  const { modelRef } = props;
  const { client } = useApi(modelsApiRef);
  const { namespace, name } = parseModelRef(modelRef);
  return (
    <ExportButton
      label="Export the ledger"
      make={async () => ({
        name: `ledger-${namespace}-${name}.jsonl`,
        type: 'application/jsonl',
        content: await client.exportLedger(modelRef),
      })}
    />
  );
}
