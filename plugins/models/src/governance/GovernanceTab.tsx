import { EntityInfoCard } from '@backstage/plugin-catalog-react';
import { Flex, Text } from '@backstage/ui';
import { GovernanceState } from '@modelry/backstage-plugin-models-common';
import { useSearchParams } from 'react-router-dom';
import { useModelOverview } from '../api';
import { Loaded } from '../frame';
import { useModelEntity } from '../kind/useModelEntity';
import { NoVersions } from '../lifecycle/NoVersions';
import { SignOffStatusBadge } from '../status';
import { NoRequirements } from './NoRequirements';
import { RiskAndUse } from './RiskAndUse';
import { RequirementPanel } from './RequirementPanel';
import { UnsanctionedAlert } from './UnsanctionedAlert';
import { VersionPicker } from './VersionPicker';

/** Shows everything about the sign-offs of one version of the model. */
export function GovernanceTab() {
  const { entity, modelRef } = useModelEntity();
  const [searchParams, setSearchParams] = useSearchParams();
  const asked = searchParams.get('version') ?? undefined;
  const overview = useModelOverview(modelRef, asked);
  const version = asked ?? overview.data?.governance.version;

  const choose = (chosen: string) =>
    setSearchParams(
      params => {
        params.set('version', chosen);
        return params;
      },
      { replace: true },
    );

  return (
    <Flex direction="column" gap="4">
      <EntityInfoCard
        title="Sign-offs"
        headerActions={
          overview.data && (
            <SignOffStatusBadge status={overview.data.governance.status} />
          )
        }
      >
        <Flex direction="column" gap="4">
          <RiskAndUse entity={entity} />
          <VersionPicker
            modelRef={modelRef}
            version={version}
            onChange={choose}
          />
          <Loaded what="the sign-offs" loadable={overview} lines={2}>
            {({ governance }) => (
              <Summary modelRef={modelRef} governance={governance} />
            )}
          </Loaded>
        </Flex>
      </EntityInfoCard>
      {overview.data?.governance.requirements.map(requirement => (
        <RequirementPanel
          key={`${requirement.stage} ${requirement.id}`}
          modelRef={modelRef}
          version={overview.data?.governance.version}
          requirement={requirement}
        />
      ))}
    </Flex>
  );
}

function Summary(props: { modelRef: string; governance: GovernanceState }) {
  const { modelRef, governance } = props;
  const { requirements, unsanctioned, version } = governance;
  if (requirements.length === 0) {
    return <NoRequirements />;
  }
  const given = requirements.filter(
    ({ status }) => status === 'approved' || status === 'waived',
  ).length;
  return (
    <>
      <Text as="p">
        {given} of {requirements.length} sign-offs are given
        {version === undefined ? '' : ` for version ${version}`}.
      </Text>
      <UnsanctionedAlert deployments={unsanctioned} />
      {version === undefined && <NoVersions modelRef={modelRef} />}
    </>
  );
}
