import { EntityRefLinks } from '@backstage/plugin-catalog-react';
import { Text } from '@backstage/ui';
import { RequirementState } from '@modelry/backstage-plugin-models-common';
import { makeStyles } from '@material-ui/core/styles';
import { Duration } from 'luxon';
import { ReactNode } from 'react';
import { RelativeTime } from '../status';
import { STAGE_PRESENTATION } from '../status/presentations';

const useStyles = makeStyles({
  facts: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fill, minmax(12rem, 1fr))',
    gap: 'var(--bui-space-4)',
    margin: 0,
  },
  value: { margin: 0, overflowWrap: 'anywhere' },
});

/** Shows what a requirement asks for. */
export function RequirementFacts(props: { requirement: RequirementState }) {
  const { requirement } = props;
  const classes = useStyles();
  return (
    <dl className={classes.facts}>
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
    </dl>
  );
}

function Fact(props: { name: string; children: ReactNode }) {
  const classes = useStyles();
  return (
    <div>
      <Text as="div" variant="body-small" color="secondary">
        <dt>{props.name}</dt>
      </Text>
      <Text as="div">
        <dd className={classes.value}>{props.children}</dd>
      </Text>
    </div>
  );
}
