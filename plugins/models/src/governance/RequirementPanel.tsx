import { Alert, Flex, Text } from '@backstage/ui';
import { RequirementState } from '@modelry/backstage-plugin-models-common';
import { ReactNode, useId } from 'react';
import { InfoCard } from '../frame';
import { TextWithNames } from '../ownership/TextWithNames';
import { SignOffStatusBadge } from '../status';
import { WaiveButton, WaiverNote } from './acts/Waive';
import { DecideButton, ReasonsNotToDecide } from './Decide';
import { DecisionList } from './DecisionList';
import { describeLeftOut } from './describeLeftOut';
import { RequirementFacts, RequirementPolicies } from './RequirementFacts';

interface RequirementPanelProps {
  modelRef: string;
  version: string | undefined;
  requirement: RequirementState;
  /** Whether the person may take back decisions of their own. */
  mayWithdraw: boolean;
}

/** Shows all there is to know about one requirement. */
export function RequirementPanel(props: RequirementPanelProps) {
  const { modelRef, version, requirement, mayWithdraw } = props;
  const { title, decisions, decisionsLeftOut = 0, waiver } = requirement;
  const reasonsId = useId();
  return (
    <InfoCard
      title={title}
      headerActions={<Actions {...props} reasonsId={reasonsId} />}
    >
      <Flex direction="column" gap="5">
        <Standing requirement={requirement} reasonsId={reasonsId} />
        {waiver && (
          <Section title="Waiver">
            <WaiverNote
              modelRef={modelRef}
              waiver={waiver}
              isRevocable={requirement.viewer.mayWaive}
            />
          </Section>
        )}
        <Section title="Why it is asked for">
          <RequirementPolicies requirement={requirement} />
        </Section>
        <Section title="What is asked for">
          <RequirementFacts requirement={requirement} />
        </Section>
        <Section title="Decisions">
          {decisions.length > 0 ? (
            <DecisionList
              modelRef={modelRef}
              decisions={decisions}
              version={version}
              mayWithdraw={mayWithdraw}
            />
          ) : (
            <Text as="p" color="secondary">
              Nobody has decided yet.
            </Text>
          )}
          {decisionsLeftOut > 0 && (
            <Text as="p" variant="body-small" color="secondary">
              {describeLeftOut(decisionsLeftOut)}
            </Text>
          )}
        </Section>
      </Flex>
    </InfoCard>
  );
}

function Actions(props: RequirementPanelProps & { reasonsId: string }) {
  const { version, requirement, reasonsId } = props;
  const isWaivable =
    requirement.viewer.mayWaive && requirement.status !== 'approved';
  return (
    <Flex align="center" gap="3">
      <SignOffStatusBadge status={requirement.status} />
      {version !== undefined && isWaivable && (
        <WaiveButton version={version} requirement={requirement} />
      )}
      <DecideButton
        version={version}
        requirement={requirement}
        reasonsId={reasonsId}
      />
    </Flex>
  );
}

function Standing(props: { requirement: RequirementState; reasonsId: string }) {
  const { requirement, reasonsId } = props;
  const { description, reason, warnings } = requirement;
  return (
    <Flex direction="column" gap="2">
      {description && (
        <Text as="p" color="secondary">
          {description}
        </Text>
      )}
      <Text as="p">
        <TextWithNames text={reason} />
      </Text>
      <ReasonsNotToDecide id={reasonsId} requirement={requirement} />
      {warnings.length > 0 && (
        <Alert
          status="warning"
          icon
          title={
            warnings.length === 1 ? (
              <TextWithNames text={warnings[0]} />
            ) : (
              'Take note'
            )
          }
          description={
            warnings.length > 1 && (
              <TextWithNames text={`${warnings.join('. ')}.`} />
            )
          }
        />
      )}
    </Flex>
  );
}

function Section(props: { title: string; children: ReactNode }) {
  return (
    <Flex direction="column" gap="3">
      <Text as="h4" weight="bold">
        {props.title}
      </Text>
      {props.children}
    </Flex>
  );
}
