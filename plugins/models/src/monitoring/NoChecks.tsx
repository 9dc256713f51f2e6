import { Text } from '@backstage/ui';
import { EmptyState, ReportCommand } from '../frame';
import { MonitoringStatusBadge } from '../status';

/** Says that nobody watches the model, and how to report what checks observe. */
export function NoChecks(props: {
  modelRef: string;
  /** How many checks were retired. */
  retired?: number;
}) {
  const { retired = 0 } = props;
  return (
    <>
      <div>
        <MonitoringStatusBadge status="unmonitored" />
      </div>
      <EmptyState
        title={
          retired > 0
            ? 'No check is run any more'
            : 'No check has ever been reported'
        }
      >
        <Text as="p" color="secondary">
          Let your monitoring report what it observes: drift, performance, data
          quality, fairness or the health of the service.
        </Text>
        <ReportCommand
          modelRef={props.modelRef}
          path="check-results"
          example={{
            results: [
              {
                check: 'Accuracy',
                kind: 'performance',
                status: 'ok',
                value: 0.93,
                threshold: 0.9,
              },
            ],
          }}
        />
      </EmptyState>
    </>
  );
}
