import { Container } from '@backstage/ui';
import { ModelsList } from './ModelsList';

/** The page of all models, below the header that the portal gives it. */
export function ModelsPage() {
  return (
    <Container>
      <ModelsList />
    </Container>
  );
}
