import { Content, Header, Page } from '@backstage/core-components';
import { BoardRoutes } from './BoardPage';

/** The board with a header of its own, as the old frontend system wants. */
export function LegacyBoardPage() {
  return (
    <Page themeId="tool">
      <Header title="Governance" />
      <Content>
        <BoardRoutes />
      </Content>
    </Page>
  );
}
