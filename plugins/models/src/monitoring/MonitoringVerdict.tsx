import { Flex, Text } from '@backstage/ui';
import { MonitoringState } from '@modelry/backstage-plugin-models-common';
import { MonitoringStatusBadge } from '../status';

/** Says how the model does, and why. */
export function MonitoringVerdict(props: { monitoring: MonitoringState }) {
  const { status, reason } = props.monitoring;
  return (
    <Flex align="center" gap="3">
      <MonitoringStatusBadge status={status} />
      <Text>{reason}</Text>
    </Flex>
  );
}
