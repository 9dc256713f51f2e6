import { Container, Flex } from '@backstage/ui';
import { OpenIncidents } from './OpenIncidents';
import { UnmonitoredModels } from './UnmonitoredModels';

/** What is critical now, and what nobody watches, among all models. */
export function MonitoringPage() {
  return (
    <Container>
      <Flex direction="column" gap="4">
        <OpenIncidents />
        <UnmonitoredModels />
      </Flex>
    </Container>
  );
}
