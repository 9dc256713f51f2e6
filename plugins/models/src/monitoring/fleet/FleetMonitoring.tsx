import { Flex } from '@backstage/ui';
import { FleetStatuses } from './FleetStatuses';
import { OpenIncidents } from './OpenIncidents';
import { UnmonitoredModels } from './UnmonitoredModels';

/** What is critical now, and what nobody watches, among all models. */
export function FleetMonitoring() {
  return (
    <Flex direction="column" gap="4">
      <FleetStatuses />
      <OpenIncidents />
      <UnmonitoredModels />
    </Flex>
  );
}
