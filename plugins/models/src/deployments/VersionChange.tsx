import { Flex, Text } from '@backstage/ui';
import {
  DeploymentChange,
  ModelOverview,
  ModelVersion,
  compareVersions,
} from '@modelry/backstage-plugin-models-common';
import { InfoCard, WebLink } from '../frame';
import { useRecordPages } from '../api';
import { Actor } from '../ownership/Actor';
import { RelativeTime, StageBadge } from '../status';
import { formatValue } from '../monitoring/describe';
import { ParameterChange } from './ParameterChange';
import { lastTwoVersions } from './lastTwoVersions';

/** Says what changed when the newest version took the place of the one before. */
export function VersionChange(props: { overview: ModelOverview }) {
  const { modelRef, lifecycle, deployments } = props.overview;
  const changes = useRecordPages<DeploymentChange>({
    modelRef,
    list: ['deployment-changes', 'versions'],
    load: (client, cursor) =>
      client.listDeploymentChanges(modelRef, { cursor, limit: 100 }),
  });
  const change = lastTwoVersions(deployments, changes.data ?? []);
  if (!change) {
    return null;
  }
  const find = (version: string) =>
    lifecycle.versions.find(one => one.version === version);
  const [before, after] = [find(change.before), find(change.after)];
  return (
    <InfoCard
      title={
        change.isRollback
          ? `Rolled back from version ${change.before} to ${change.after}`
          : `What changed from version ${change.before} to ${change.after}`
      }
    >
      <Flex direction="column" gap="3">
        <Text as="p" color="secondary">
          Since <RelativeTime at={change.at} /> in {change.environment}.
        </Text>
        <Facts version={change.after} facts={after} />
        <Facts version={change.before} facts={before} />
        <MetricChange metrics={compareVersions(before, after)} />
        <ParameterChange before={before} after={after} />
      </Flex>
    </InfoCard>
  );
}

function MetricChange(props: { metrics: ReturnType<typeof compareVersions> }) {
  const { metrics } = props;
  return metrics.length > 0 ? (
    <ul aria-label="Metrics">
      {metrics.map(({ name, before: was, after: is }) => (
        <li key={name}>
          <Text>
            {name}: {formatValue(was, undefined) ?? 'not told'} →{' '}
            {formatValue(is, undefined) ?? 'not told'}
          </Text>
        </li>
      ))}
    </ul>
  ) : (
    <Text as="p" variant="body-small" color="secondary">
      Report metrics with versions to see how they compare.
    </Text>
  );
}

function Facts(props: { version: string; facts: ModelVersion | undefined }) {
  const { version, facts } = props;
  if (!facts) {
    return (
      <Text as="div" color="secondary">
        Version {version} is older than what is shown here.
      </Text>
    );
  }
  return (
    <Flex align="center" gap="2" style={{ flexWrap: 'wrap' }}>
      <Text weight="bold">Version {version}</Text>
      <StageBadge stage={facts.stage} />
      <Text variant="body-small" color="secondary">
        registered by <Actor actor={facts.registeredBy} />{' '}
        <RelativeTime at={facts.registeredAt} />
      </Text>
      {facts.link && (
        <WebLink href={facts.link} variant="body-small">
          Where it is from
        </WebLink>
      )}
      {facts.description && <Text>{facts.description}</Text>}
    </Flex>
  );
}
