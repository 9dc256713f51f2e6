import { Flex, Link } from '@backstage/ui';
import { Route, Routes, useHref, useResolvedPath } from 'react-router-dom';
import { OrphansNotice } from '../ownership/orphans/OrphansNotice';
import { OrphansView } from '../ownership/orphans/OrphansView';
import { FleetPage } from './page/FleetPage';

/** All models, and at an address of their own those that nobody answers for. */
export function ModelsViews() {
  return (
    <Routes>
      <Route path="orphans" element={<Orphans />} />
      <Route path="*" element={<AllModels />} />
    </Routes>
  );
}

function AllModels() {
  const { pathname } = useResolvedPath('orphans');
  return (
    <Flex direction="column" gap="4">
      <OrphansNotice href={pathname} />
      <FleetPage />
    </Flex>
  );
}

function Orphans() {
  const back = useHref('..', { relative: 'path' });
  return (
    <Flex direction="column" gap="4" align="stretch">
      <Link href={back}>All models</Link>
      <OrphansView />
    </Flex>
  );
}
