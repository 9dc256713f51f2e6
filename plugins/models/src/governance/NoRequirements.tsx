import { Text } from '@backstage/ui';
import { EmptyState } from '../frame';

/** Says that no policy asks for sign-offs, and where policies are written. */
export function NoRequirements() {
  return (
    <EmptyState title="No policy asks for a sign-off of this model">
      <Text as="p" color="secondary">
        Your portal’s administrators write policies in app-config.yaml under
        models.governance.policies. They match models by what their YAML says,
        for instance by spec.riskTier.
      </Text>
    </EmptyState>
  );
}
