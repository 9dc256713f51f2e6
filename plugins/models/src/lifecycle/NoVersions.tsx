import { Text } from '@backstage/ui';
import { EmptyState, ReportCommand } from '../frame';

/** Says that no version is known, and how to report one. */
export function NoVersions(props: { modelRef: string }) {
  return (
    <EmptyState title="No version has been reported">
      <Text as="p" color="secondary">
        Let your training pipeline report each version that it registers.
      </Text>
      <ReportCommand
        modelRef={props.modelRef}
        path="versions"
        example={{ version: '1', stage: 'development' }}
      />
    </EmptyState>
  );
}
