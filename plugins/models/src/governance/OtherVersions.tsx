import { useApi } from '@backstage/core-plugin-api';
import { Flex, Link, Text } from '@backstage/ui';
import {
  Deployment,
  GovernanceState,
  isActiveDeployment,
} from '@modelry/backstage-plugin-models-common';
import { useQueries } from '@tanstack/react-query';
import { modelsApiRef, useRecordPages } from '../api';
import { modelKey } from '../api/queryKeys';
import { StageName } from '../status';
import { useGovernanceLink } from './board/useGovernanceLink';

interface Running {
  environment: string;
  version: string;
}

interface Sanctioned extends Running {
  isWaived: boolean;
}

/**
 * Says what the sign-offs of the version in question do not: that another version runs
 * with all of its own, and that another version is under review.
 */
export function OtherVersions(props: {
  modelRef: string;
  deployments: readonly Deployment[];
  governance: GovernanceState;
}) {
  const { modelRef, deployments, governance } = props;
  const sanctioned = useSanctioned(
    modelRef,
    othersThatRun(deployments, governance),
  );
  const reviews = useOpenReviews(modelRef).filter(
    ({ version }) => version !== governance.version,
  );
  const linkTo = useGovernanceLink();
  if (sanctioned.length + reviews.length === 0) {
    return null;
  }
  return (
    <Flex direction="column" gap="1">
      {sanctioned.map(({ environment, version, isWaived }) => (
        <Text key={`${environment} ${version}`} as="p">
          <Link href={linkTo(modelRef, version)}>Version {version}</Link> runs
          in {environment} with all of its sign-offs
          {isWaived && ', or waivers of them'}.
        </Text>
      ))}
      {reviews.map(({ id, version, stage }) => (
        <Text key={id} as="p">
          <Link href={linkTo(modelRef, version)}>Version {version}</Link> is
          under review for <StageName stage={stage} />.
        </Text>
      ))}
    </Flex>
  );
}

function othersThatRun(
  deployments: readonly Deployment[],
  governance: GovernanceState,
): Running[] {
  const others = deployments.filter(
    deployment =>
      isActiveDeployment(deployment) &&
      deployment.version !== governance.version,
  );
  return [
    ...new Map(
      others.map(({ environment, version }) => [
        JSON.stringify([environment, version]),
        { environment, version },
      ]),
    ).values(),
  ];
}

// The gate knows which environments ask for sign-offs at all.
function useSanctioned(modelRef: string, running: Running[]): Sanctioned[] {
  const { client, cache } = useApi(modelsApiRef);
  const answers = useQueries(
    {
      queries: running.map(({ environment, version }) => ({
        queryKey: modelKey(modelRef, 'gate', version, 'in', environment),
        queryFn: () => client.askGate(modelRef, { version, environment }),
      })),
    },
    cache,
  );
  return running.flatMap((deployment, index) => {
    const answer = answers[index].data;
    const isSanctioned =
      answer?.compliant && answer.stage && answer.requirements.length > 0;
    return isSanctioned
      ? [
          {
            ...deployment,
            isWaived: answer.requirements.some(
              ({ status }) => status === 'waived',
            ),
          },
        ]
      : [];
  });
}

function useOpenReviews(modelRef: string) {
  const { data } = useRecordPages({
    modelRef,
    list: ['reviews', 'open'],
    load: (client, cursor) =>
      client.listReviews(modelRef, { status: 'open', cursor }),
  });
  return data ?? [];
}
