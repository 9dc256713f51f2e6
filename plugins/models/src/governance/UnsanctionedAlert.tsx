import { Alert } from '@backstage/ui';
import { UnsanctionedDeployment } from '@modelry/backstage-plugin-models-common';

/** Warns of deployments that run a version that lacks sign-offs. */
export function UnsanctionedAlert(props: {
  deployments: readonly UnsanctionedDeployment[];
}) {
  const { deployments } = props;
  if (deployments.length === 0) {
    return null;
  }
  return (
    <Alert
      status="danger"
      icon
      title={
        deployments.length === 1
          ? 'A deployment runs a version that lacks sign-offs'
          : `${deployments.length} deployments run versions that lack sign-offs`
      }
      description={deployments.map(describe).join('. ')}
    />
  );
}

function describe(deployment: UnsanctionedDeployment): string {
  const { environment, name, version, missing } = deployment;
  return `Version ${version} in ${environment} (${name}) lacks: ${missing.join(
    ', ',
  )}`;
}
