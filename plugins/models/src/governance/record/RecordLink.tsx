import { useApiHolder } from '@backstage/core-plugin-api';
import { routeResolutionApiRef } from '@backstage/frontend-plugin-api';
import { Link } from '@backstage/ui';
import { parseModelRef } from '@modelry/backstage-plugin-models-common';
import { recordRouteRef } from '../../routes';

/** Leads to the sign-off record of a version, if the board is installed. */
export function RecordLink(props: { modelRef: string; version: string }) {
  const { modelRef, version } = props;
  // The old frontend system does not tell where the board is.
  const routes = useApiHolder().get(routeResolutionApiRef);
  const link = routes?.resolve(recordRouteRef);
  if (!link) {
    return null;
  }
  const { namespace, name } = parseModelRef(modelRef);
  return (
    <Link
      href={`${link({ namespace, name })}?${new URLSearchParams({ version })}`}
      variant="body-small"
    >
      Sign-off record of version {version}
    </Link>
  );
}
