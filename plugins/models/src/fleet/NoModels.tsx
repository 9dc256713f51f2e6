import { Text } from '@backstage/ui';
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

/** Says that there are no models, and how to describe the first one. */
export function NoModels() {
  return (
    <EmptyState title="No models yet">
      <Text as="p" variant="body-medium">
        Describe a model in a file like this one, keep it beside the code that
        trains the model, and register the file as a location of the catalog.
      </Text>
      <CodeBlock code={EXAMPLE} label="example of a model" />
      <Text as="p" variant="body-small" color="secondary">
        The catalog must be allowed to take the kind: name Model in
        catalog.rules of app-config.yaml. A new model appears here within half a
        minute.
      </Text>
    </EmptyState>
  );
}
