import { EntityRefLinks } from '@backstage/plugin-catalog-react';
import { RequirementState } from '@modelry/backstage-plugin-models-common';
import { Duration } from 'luxon';
import { Fact, Facts } from '../frame';
import { RelativeTime } from '../status';
import { STAGE_PRESENTATION } from '../status/presentations';

/** Shows what a requirement asks for. */
export function RequirementFacts(props: { requirement: RequirementState }) {
  const { requirement } = props;
  return (
    <Facts layout="columns">
      <Fact name="Before the stage">
        {STAGE_PRESENTATION[requirement.stage].label}
      </Fact>
      <Fact name="Asked by the policy">{requirement.policy.title}</Fact>
      <Fact name="Approvers">
        <EntityRefLinks entityRefs={requirement.approvers} />
      </Fact>
      <Fact name="Approvals">
        {requirement.approvals} of {requirement.minApprovals}
      </Fact>
      <Fact name="An approval is valid for">
        {requirement.validFor
          ? Duration.fromISO(requirement.validFor).toHuman()
          : 'Without end'}
      </Fact>
      {requirement.expiresAt && (
        <Fact name="Expires">
          <RelativeTime at={requirement.expiresAt} />
        </Fact>
      )}
      <Fact name="Separation of duties">
        {requirement.separationOfDuties
          ? 'Neither the owner nor who registered the version'
          : 'Not asked for'}
      </Fact>
    </Facts>
  );
}
