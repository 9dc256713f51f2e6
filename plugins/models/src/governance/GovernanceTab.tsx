import { Flex, Text } from '@backstage/ui';
import {
  Deployment,
  GovernanceState,
  ModelEntity,
} from '@modelry/backstage-plugin-models-common';
import { Loadable, useModelOverview } from '../api';
import { InfoCard, Loaded } from '../frame';
import { useModelEntity } from '../kind/useModelEntity';
import { NoVersions } from '../lifecycle/NoVersions';
import { useAskedVersion } from '../lifecycle/useAskedVersion';
import { SignOffStatusBadge } from '../status';
import { countSignOffs } from './countSignOffs';
import { ActHost } from './ActHost';
import { History } from './ledger/History';
import { NoRequirements } from './NoRequirements';
import { OtherVersions } from './OtherVersions';
import { RecordLink } from './record/RecordLink';
import { RequirementPanel } from './RequirementPanel';
import { EndedReviews } from './reviews/EndedReviews';
import { OpenReviewButton } from './reviews/OpenReview';
import { Promote } from './reviews/Promote';
import { ReviewPanel } from './reviews/ReviewPanel';
import { RiskAndUse } from './RiskAndUse';
import { UnsanctionedAlert } from './UnsanctionedAlert';
import { useNextStage } from './useNextStage';
import { VersionPicker } from './VersionPicker';

/** Shows everything about the sign-offs of one version of the model. */
export function GovernanceTab() {
  const { entity, modelRef } = useModelEntity();
  const { asked, choose } = useAskedVersion();
  const overview = useModelOverview(modelRef, asked);
  const { mayOpenReviews = false, mayDecide = false } =
    overview.data?.viewer ?? {};
  const governance: Loadable<GovernanceState> = {
    ...overview,
    data: overview.data?.governance,
  };

  return (
    <Flex direction="column" gap="4">
      <SignOffs
        entity={entity}
        modelRef={modelRef}
        version={asked ?? governance.data?.version}
        deployments={overview.data?.deployments ?? []}
        governance={governance}
        mayOpenReviews={mayOpenReviews}
        onChoose={choose}
      />
      {governance.data?.reviews
        .filter(({ status }) => status === 'open')
        .map(review => (
          <ReviewPanel
            key={review.id}
            modelRef={modelRef}
            review={review}
            mayClose={mayOpenReviews}
          />
        ))}
      <ActHost modelRef={modelRef}>
        {governance.data?.requirements.map(requirement => (
          <RequirementPanel
            key={`${requirement.stage} ${requirement.id}`}
            modelRef={modelRef}
            version={governance.data?.version}
            requirement={requirement}
            mayWithdraw={mayDecide}
          />
        ))}
      </ActHost>
      <History modelRef={modelRef} />
    </Flex>
  );
}

function SignOffs(props: {
  entity: ModelEntity;
  modelRef: string;
  version: string | undefined;
  deployments: readonly Deployment[];
  governance: Loadable<GovernanceState>;
  mayOpenReviews: boolean;
  onChoose: (version: string) => void;
}) {
  const { entity, modelRef, version, deployments, governance, onChoose } =
    props;
  return (
    <InfoCard
      title="Sign-offs"
      headerActions={
        governance.data && (
          <SignOffStatusBadge status={governance.data.status} />
        )
      }
    >
      <Flex direction="column" gap="4">
        <RiskAndUse entity={entity} />
        {governance.data && version === undefined ? null : (
          <VersionPicker
            modelRef={modelRef}
            version={version}
            onChange={onChoose}
          />
        )}
        <Loaded what="the sign-offs" loadable={governance} lines={2}>
          {(data: GovernanceState) => (
            <Summary
              modelRef={modelRef}
              deployments={deployments}
              governance={data}
              mayOpenReviews={props.mayOpenReviews}
            />
          )}
        </Loaded>
      </Flex>
    </InfoCard>
  );
}

function Summary(props: {
  modelRef: string;
  deployments: readonly Deployment[];
  governance: GovernanceState;
  mayOpenReviews: boolean;
}) {
  const { modelRef, governance } = props;
  const { requirements, unsanctioned, version, reviews } = governance;
  const { lacking, words } = countSignOffs(requirements);
  const open = reviews.filter(({ status }) => status === 'open');
  const isUnderReview = open.length > 0;
  return (
    <>
      {requirements.length === 0 ? (
        <NoRequirements />
      ) : (
        <Text as="p">
          {words}
          {version === undefined ? '' : ` for version ${version}`}.
        </Text>
      )}
      <UnsanctionedAlert deployments={unsanctioned} />
      <OtherVersions {...props} />
      {version === undefined ? (
        requirements.length > 0 && <NoVersions modelRef={modelRef} />
      ) : (
        <>
          <Flex align="center" gap="4">
            <OpenReviewButton
              modelRef={modelRef}
              version={version}
              stages={requirements.map(({ stage }) => stage)}
              underReview={open.map(({ stage }) => stage)}
              isAwaited={!isUnderReview && lacking > 0}
              mayOpen={props.mayOpenReviews}
            />
            <RecordLink modelRef={modelRef} version={version} />
          </Flex>
          {!isUnderReview && (
            <PromoteNext modelRef={modelRef} version={version} />
          )}
          <EndedReviews
            reviews={reviews.filter(({ status }) => status !== 'open')}
          />
        </>
      )}
    </>
  );
}

// An open review says what is missing for its own stage.
function PromoteNext(props: { modelRef: string; version: string }) {
  const stage = useNextStage(props);
  return stage ? <Promote {...props} stage={stage} /> : null;
}
