import { EntityInfoCard } from '@backstage/plugin-catalog-react';
import { Flex, Text } from '@backstage/ui';
import { RequirementState } from '@modelry/backstage-plugin-models-common';
import { ReactNode, useId } from 'react';
import { TextWithNames } from '../ownership/TextWithNames';
import { SignOffStatusBadge } from '../status';
import { DecideButton, ReasonsNotToDecide } from './Decide';
import { DecisionList } from './DecisionList';
import { RequirementFacts } from './RequirementFacts';

/** Shows all there is to know about one requirement. */
export function RequirementPanel(props: {
  modelRef: string;
  version: string | undefined;
  requirement: RequirementState;
}) {
  const { requirement } = props;
  const { title, description, status, reason, decisions } = requirement;
  const reasonsId = useId();
  return (
    <EntityInfoCard
      title={title}
      headerActions={
        <Flex align="center" gap="3">
          <SignOffStatusBadge status={status} />
          <DecideButton {...props} reasonsId={reasonsId} />
        </Flex>
      }
    >
      <Flex direction="column" gap="5">
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
        </Flex>
        <Section title="What is asked for">
          <RequirementFacts requirement={requirement} />
        </Section>
        <Section title="Decisions">
          {decisions.length > 0 ? (
            <DecisionList decisions={decisions} />
          ) : (
            <Text as="p" color="secondary">
              Nobody has decided yet.
            </Text>
          )}
        </Section>
      </Flex>
    </EntityInfoCard>
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
