import { Container } from '@backstage/ui';
import { FleetMonitoring } from './FleetMonitoring';

/** The page about the monitoring of all models. */
export function MonitoringPage() {
  return (
    <main>
      <Container>
        <FleetMonitoring />
      </Container>
    </main>
  );
}
