import { Button, Flex, Text } from '@backstage/ui';
import { useEntityList } from '@backstage/plugin-catalog-react';
import { MODEL_API_VERSION } from '@modelry/backstage-plugin-models-common';
import { CodeBlock, EmptyState } from '../frame';

const EXAMPLE = `apiVersion: ${MODEL_API_VERSION}
kind: Model
metadata:
  name: customer-churn
  description: Probability that a customer leaves within 90 days
spec:
  type: classification
  lifecycle: development
  owner: group:default/your-team`;

/**
 * Says why the list of models is empty, and what to do about it.
 */
export function NoModels(props: { onClearFilters: () => void }) {
  const { filters } = useEntityList();
  const isFiltered =
    (filters.user !== undefined && filters.user.value !== 'all') ||
    [
      filters.type,
      filters.text,
      filters.owners,
      filters.lifecycles,
      filters.tags,
    ].some(filter => filter !== undefined);
  return (
    <Flex direction="column" p="6" gap="4">
      {isFiltered ? (
        <EmptyState title="No model matches these filters">
          <Button size="small" variant="primary" onPress={props.onClearFilters}>
            Clear the filters
          </Button>
        </EmptyState>
      ) : (
        <EmptyState title="No models yet">
          <Text as="p" variant="body-medium">
            Describe a model in a file like this one, keep it beside the code
            that trains the model, and register the file as a location of the
            catalog.
          </Text>
          <CodeBlock code={EXAMPLE} label="example of a model" />
          <Text as="p" variant="body-small" color="secondary">
            The catalog must be allowed to take the kind: name Model in
            catalog.rules of app-config.yaml.
          </Text>
        </EmptyState>
      )}
    </Flex>
  );
}
