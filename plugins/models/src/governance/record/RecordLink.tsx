import { useApiHolder, useRouteRef } from '@backstage/core-plugin-api';
import { routeResolutionApiRef } from '@backstage/frontend-plugin-api';
import { Link } from '@backstage/ui';
import { parseModelRef } from '@modelry/backstage-plugin-models-common';
import { recordLinkRef } from '../../legacyRoutes';
import { recordRouteRef } from '../../routes';

type FindRecord = (model: { namespace: string; name: string }) => string;

interface RecordLinkProps {
  modelRef: string;
  version: string;
}

/** Leads to the sign-off record of a version, if the board is installed. */
export function RecordLink(props: RecordLinkProps) {
  // The old frontend system has no such API.
  const routes = useApiHolder().get(routeResolutionApiRef);
  return routes ? (
    <LinkTo {...props} find={routes.resolve(recordRouteRef)} />
  ) : (
    <LegacyLink {...props} />
  );
}

function LegacyLink(props: RecordLinkProps) {
  return <LinkTo {...props} find={useRouteRef(recordLinkRef)} />;
}

function LinkTo(props: RecordLinkProps & { find: FindRecord | undefined }) {
  const { modelRef, version, find } = props;
  if (!find) {
    return null;
  }
  const { namespace, name } = parseModelRef(modelRef);
  return (
    <Link
      href={`${find({ namespace, name })}?${new URLSearchParams({ version })}`}
      variant="body-small"
    >
      Sign-off record of version {version}
    </Link>
  );
}
