import { Text } from '@backstage/ui';
import { RequirementState } from '@modelry/backstage-plugin-models-common';
import { makeStyles } from '@material-ui/core/styles';
import { Duration } from 'luxon';
import { Fact, Facts } from '../frame';
import { StageName } from '../status';
import { Approvers } from './Approvers';
import { DueDate } from './DueDate';

const useStyles = makeStyles({
  list: { margin: 0, paddingInlineStart: 'var(--bui-space-5)' },
});

/** Says which policies ask for a requirement, and why each of them applies. */
export function RequirementPolicies(props: { requirement: RequirementState }) {
  const classes = useStyles();
  return (
    <ul className={classes.list} aria-label="Policies that ask for it">
      {props.requirement.noLongerAsked && (
        <li>None any more; what was rejected stays rejected all the same</li>
      )}
      {props.requirement.policies.map(({ id, title, because }) => (
        <li key={id}>
          <Text as="div">
            {title}
            {because.length > 0 && (
              <Text as="span" color="secondary">
                {' '}
                applies because {because.join(', and ')}
              </Text>
            )}
          </Text>
        </li>
      ))}
    </ul>
  );
}

/** Shows what a requirement asks for. */
export function RequirementFacts(props: { requirement: RequirementState }) {
  const { requirement } = props;
  const { evidence, waivableBy } = requirement;
  return (
    <Facts layout="columns">
      <Fact name="Before the stage">
        <StageName stage={requirement.stage} />
      </Fact>
      <Fact name="Good for">
        {requirement.scope === 'version'
          ? 'The version it is given for'
          : 'The model, whatever its version'}
      </Fact>
      <Fact name="Approvers">
        <Approvers named={requirement.approvers} roles={requirement.roles} />
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
          <DueDate at={requirement.expiresAt} />
        </Fact>
      )}
      <Fact name="Separation of duties">
        {requirement.separationOfDuties
          ? 'Neither the owner, nor who registered the version, nor who opened the review'
          : 'Not asked for'}
      </Fact>
      <Fact name="Evidence that an approval needs">
        {evidence.length > 0
          ? evidence.map(({ title }) => title).join(', ')
          : 'None'}
      </Fact>
      <Fact name="Can be waived by">
        {waivableBy.length > 0 ? (
          <Approvers named={waivableBy} roles={requirement.roles} />
        ) : (
          'Nobody'
        )}
      </Fact>
    </Facts>
  );
}
