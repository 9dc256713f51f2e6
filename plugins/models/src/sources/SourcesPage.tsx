import { Container } from '@backstage/ui';
import { SourcesView } from './SourcesView';

/** The page about the sources, for whoever looks after the portal. */
export function SourcesPage() {
  return (
    <main>
      <Container>
        <SourcesView />
      </Container>
    </main>
  );
}
