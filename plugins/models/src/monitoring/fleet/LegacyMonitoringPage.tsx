import { Content, Header, Page } from '@backstage/core-components';
import { FleetMonitoring } from './FleetMonitoring';

/** The page with a header of its own, as the old frontend system wants. */
export function LegacyMonitoringPage() {
  return (
    <Page themeId="tool">
      <Header title="Monitoring" />
      <Content>
        <FleetMonitoring />
      </Content>
    </Page>
  );
}
