import { Container } from '@backstage/ui';
import { ModelsViews } from './ModelsViews';

/** The page of all models, below the header that the portal gives it. */
export function ModelsPage() {
  return (
    <main>
      <Container>
        <ModelsViews />
      </Container>
    </main>
  );
}
