import { Content, Header, Page } from '@backstage/core-components';
import { SourcesView } from './SourcesView';

/** The page with a header of its own, as the old frontend system wants. */
export function LegacySourcesPage() {
  return (
    <Page themeId="tool">
      <Header title="Sources" />
      <Content>
        <SourcesView />
      </Content>
    </Page>
  );
}
