import { Flex, Text } from '@backstage/ui';
import {
  GovernanceState,
  RequirementState,
} from '@modelry/backstage-plugin-models-common';
import { makeStyles } from '@material-ui/core/styles';
import { useId } from 'react';
import { useModelOverview } from '../api';
import { FacetCard, TabLink } from '../frame';
import { useModelEntity } from '../kind/useModelEntity';
import { TextWithNames } from '../ownership/TextWithNames';
import { governanceRouteRef } from '../routes';
import { SignOffStatusBadge } from '../status';
import { DecideButton, ReasonsNotToDecide } from './Decide';
import { ActHost } from './ActHost';
import { DecisionList } from './DecisionList';
import { NoRequirements } from './NoRequirements';
import { OtherVersions } from './OtherVersions';
import { RiskAndUse } from './RiskAndUse';
import { UnsanctionedAlert } from './UnsanctionedAlert';

const useStyles = makeStyles({
  requirements: {
    display: 'flex',
    flexDirection: 'column',
    margin: 0,
    padding: 0,
    listStyle: 'none',
    '& > li': {
      borderTop: '1px solid var(--bui-border-2)',
      padding: 'var(--bui-space-3) 0',
    },
    '& > li:last-child': { paddingBottom: 0 },
  },
  title: { minWidth: 0 },
  actions: { flexShrink: 0 },
});

/** Shows which sign-offs the model has and which are missing. */
export function GovernanceCard() {
  const { modelRef } = useModelEntity();
  return (
    <ActHost modelRef={modelRef}>
      <SignOffsCard />
    </ActHost>
  );
}

function SignOffsCard() {
  const { entity, modelRef } = useModelEntity();
  return (
    <FacetCard
      title="Governance"
      what="the sign-offs"
      loadable={useModelOverview(modelRef)}
      lines={6}
      footer={({ governance }) =>
        governance.requirements.length > 0 && (
          <TabLink to={governanceRouteRef}>
            What is asked for, and all decisions
          </TabLink>
        )
      }
    >
      {({ governance, deployments }) => (
        <Flex direction="column" gap="4">
          <RiskAndUse entity={entity} />
          <UnsanctionedAlert deployments={governance.unsanctioned} />
          {governance.requirements.length > 0 ? (
            <>
              <SignOffVerdict governance={governance} />
              <OtherVersions
                modelRef={modelRef}
                deployments={deployments}
                governance={governance}
              />
              <Requirements modelRef={modelRef} governance={governance} />
            </>
          ) : (
            <NoRequirements />
          )}
        </Flex>
      )}
    </FacetCard>
  );
}

function SignOffVerdict(props: { governance: GovernanceState }) {
  const { status, version } = props.governance;
  return (
    <Flex align="center" gap="3">
      <SignOffStatusBadge status={status} />
      <Text truncate>
        {version === undefined
          ? 'No version has been reported that could be signed off'
          : `Sign-offs of version ${version}`}
      </Text>
    </Flex>
  );
}

function Requirements(props: {
  modelRef: string;
  governance: GovernanceState;
}) {
  const { modelRef, governance } = props;
  const classes = useStyles();
  return (
    <ul className={classes.requirements} aria-label="Requirements">
      {governance.requirements.map(requirement => (
        <li key={`${requirement.stage} ${requirement.id}`}>
          <Requirement
            modelRef={modelRef}
            version={governance.version}
            requirement={requirement}
          />
        </li>
      ))}
    </ul>
  );
}

function Requirement(props: {
  modelRef: string;
  version: string | undefined;
  requirement: RequirementState;
}) {
  const { modelRef, version, requirement } = props;
  const reasonsId = useId();
  const counting = requirement.decisions.filter(d => !d.ignoredBecause);
  const classes = useStyles();
  return (
    <Flex direction="column" gap="2">
      <Flex justify="between" align="center" gap="3">
        <Text
          weight="bold"
          truncate
          className={classes.title}
          title={requirement.title}
        >
          {requirement.title}
        </Text>
        <Flex align="center" gap="3" className={classes.actions}>
          <SignOffStatusBadge status={requirement.status} />
          <DecideButton
            version={version}
            requirement={requirement}
            reasonsId={reasonsId}
          />
        </Flex>
      </Flex>
      {requirement.status !== 'approved' && (
        <Text as="p" variant="body-small" color="secondary">
          <TextWithNames text={requirement.reason} />
        </Text>
      )}
      {counting.length > 0 && (
        <DecisionList modelRef={modelRef} decisions={counting} />
      )}
      <ReasonsNotToDecide id={reasonsId} requirement={requirement} />
    </Flex>
  );
}
