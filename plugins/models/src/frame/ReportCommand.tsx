import {
  Accordion,
  AccordionPanel,
  AccordionTrigger,
  Text,
} from '@backstage/ui';
import { discoveryApiRef, useApi } from '@backstage/core-plugin-api';
import { parseModelRef } from '@modelry/backstage-plugin-models-common';
import { useQuery } from '@tanstack/react-query';
import { modelsApiRef } from '../api';
import { CodeBlock } from './CodeBlock';

/**
 * Shows the command that reports something about a model.
 *
 * @param props - `path` below the model, and an example of what to send.
 */
export function ReportCommand(props: {
  modelRef: string;
  path: 'versions' | 'deployments' | 'check-results';
  example: object;
}) {
  const { modelRef, path, example } = props;
  const { cache } = useApi(modelsApiRef);
  const discovery = useApi(discoveryApiRef);
  const { data: baseUrl } = useQuery(
    {
      queryKey: ['models', 'base-url'],
      queryFn: () => discovery.getBaseUrl('models'),
      staleTime: Infinity,
    },
    cache,
  );
  const { namespace, name } = parseModelRef(modelRef);
  const command = [
    `curl ${baseUrl}/${namespace}/${name}/${path}`,
    `  -H "Authorization: Bearer $TOKEN"`,
    `  -H 'Content-Type: application/json'`,
    `  -d '${JSON.stringify(example)}'`,
  ].join(' \\\n');
  return (
    <Accordion style={{ width: '100%' }}>
      <AccordionTrigger>
        <Text variant="body-small" weight="bold">
          Report it with curl
        </Text>
      </AccordionTrigger>
      <AccordionPanel>
        <Text as="p" variant="body-small" color="secondary">
          TOKEN is a token of a machine that your portal knows
          (backend.auth.externalAccess).
        </Text>
        {baseUrl && <CodeBlock code={command} label="command" />}
      </AccordionPanel>
    </Accordion>
  );
}
