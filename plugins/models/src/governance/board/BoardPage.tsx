import { Container } from '@backstage/ui';
import { Route, Routes, useResolvedPath } from 'react-router-dom';
import { RecordPage } from '../record/RecordPage';
import { Board } from './Board';
import { VIEW_FACTS, VIEWS } from './views';

/** The governance board with all its views, and the sign-off records below it. */
export function BoardPage() {
  return (
    <main>
      <Container>
        <BoardRoutes />
      </Container>
    </main>
  );
}

/** What is shown at the addresses below the board. */
export function BoardRoutes() {
  // Below a route of its own, a link would begin at that route.
  const base = useResolvedPath('.').pathname.replace(/\/$/, '');
  return (
    <Routes>
      {VIEWS.map(view => (
        <Route
          key={view}
          path={VIEW_FACTS[view].path}
          element={<Board view={view} base={base} />}
        />
      ))}
      <Route path="record/:namespace/:name" element={<RecordPage />} />
      <Route path="*" element={<Board view={undefined} base={base} />} />
    </Routes>
  );
}
