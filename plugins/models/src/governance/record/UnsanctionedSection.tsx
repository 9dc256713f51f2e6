import { UnsanctionedDeployment } from '@modelry/backstage-plugin-models-common';

/** The deployments without sign-offs in the record. */
export function UnsanctionedSection(props: {
  deployments: readonly UnsanctionedDeployment[];
}) {
  const { deployments } = props;
  return (
    <section aria-label="Unsanctioned deployments">
      <h2>Unsanctioned deployments</h2>
      {deployments.length === 0 ? (
        <p>None: whatever runs in a governed environment has its sign-offs.</p>
      ) : (
        <ul>
          {deployments.map(deployment => (
            <li key={`${deployment.environment} ${deployment.name}`}>
              Version {deployment.version} in {deployment.environment} (
              {deployment.name}) lacks: {deployment.missing.join(', ')}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
