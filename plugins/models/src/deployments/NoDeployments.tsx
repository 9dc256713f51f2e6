import { Text } from '@backstage/ui';
import { EmptyState, ReportCommand } from '../frame';

/** Says that no deployment is known, and how to report one. */
export function NoDeployments(props: { modelRef: string }) {
  return (
    <EmptyState title="No deployment has been reported">
      <Text as="p" color="secondary">
        Let your deployment pipeline report where a version runs.
      </Text>
      <ReportCommand
        modelRef={props.modelRef}
        path="deployments"
        example={{ environment: 'production', version: '1' }}
      />
    </EmptyState>
  );
}
