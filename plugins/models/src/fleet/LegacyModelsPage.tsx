import { Content, Header, Page } from '@backstage/core-components';
import { ModelsViews } from './ModelsViews';

/** The page of all models with a header of its own, as the old frontend system wants. */
export function LegacyModelsPage() {
  return (
    <Page themeId="tool">
      <Header title="Models" />
      <Content>
        <ModelsViews />
      </Content>
    </Page>
  );
}
