import { Flex, Text } from '@backstage/ui';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { Decision, ReviewBrief } from '@modelry/backstage-plugin-models-common';
import { makeStyles } from '@material-ui/core/styles';
import { ReactNode } from 'react';
import { LongText } from '../../frame';
import { CheckStatusBadge, RelativeTime } from '../../status';
import { EvidenceList } from '../evidence/EvidenceList';
import { RestOfDecision } from '../RestOfDecision';
import { useWholeDecision } from '../useWholeDecision';
import { useNames } from '../useNames';
import { VERDICTS } from '../verdicts';
import { describeChange, writeNumber } from './describeBrief';

const useStyles = makeStyles({
  table: {
    width: '100%',
    borderCollapse: 'collapse',
    fontFamily: 'var(--bui-font-regular)',
    fontSize: 'var(--bui-font-size-2)',
    color: 'var(--bui-fg-primary)',
    '& th, & td': {
      padding: 'var(--bui-space-1) var(--bui-space-2)',
      borderBottom: '1px solid var(--bui-border-2)',
      textAlign: 'start',
      verticalAlign: 'top',
      fontWeight: 'normal',
      overflowWrap: 'anywhere',
    },
    '& thead th': { color: 'var(--bui-fg-secondary)' },
  },
  list: {
    margin: 0,
    padding: 0,
    listStyle: 'none',
    display: 'flex',
    flexDirection: 'column',
    gap: 'var(--bui-space-2)',
  },
});

/** Shows what changed since the version that was approved last. */
export function BriefDetails(props: { modelRef: string; brief: ReviewBrief }) {
  const { brief } = props;
  const { baseline } = brief;
  return (
    <Flex direction="column" gap="4">
      <Text as="p" variant="body-small" color="secondary">
        {baseline ? (
          <>
            Compared with version {baseline.version}, which was approved{' '}
            <RelativeTime at={baseline.approvedAt} />.
          </>
        ) : (
          'No other version has an approval for this stage: there is nothing to compare with.'
        )}
      </Text>
      {baseline && <FactChanges brief={brief} />}
      <Metrics brief={brief} />
      <Checks brief={brief} />
      {baseline && <EarlierDecisions modelRef={props.modelRef} brief={brief} />}
    </Flex>
  );
}

function Part(props: { title: string; nothing?: string; children: ReactNode }) {
  return (
    <Flex direction="column" gap="2">
      <Text as="h5" variant="body-small" weight="bold">
        {props.title}
      </Text>
      {props.nothing ? (
        <Text as="p" variant="body-small" color="secondary">
          {props.nothing}
        </Text>
      ) : (
        props.children
      )}
    </Flex>
  );
}

function FactChanges({ brief }: { brief: ReviewBrief }) {
  const classes = useStyles();
  return (
    <Part
      title="Facts of the model"
      nothing={brief.facts.length > 0 ? undefined : 'None has changed.'}
    >
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">Fact</th>
            <th scope="col">Then</th>
            <th scope="col">Now</th>
          </tr>
        </thead>
        <tbody>
          {brief.facts.map(({ field, before, after }) => (
            <tr key={field}>
              <th scope="row">{field}</th>
              <td>{before ?? 'not given'}</td>
              <td>{after ?? 'not given'}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Part>
  );
}

function Metrics({ brief }: { brief: ReviewBrief }) {
  const classes = useStyles();
  const { baseline, metrics } = brief;
  return (
    <Part
      title="Metrics"
      nothing={
        metrics.length > 0
          ? undefined
          : 'None was reported with these versions.'
      }
    >
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">Metric</th>
            {baseline && <th scope="col">Version {baseline.version}</th>}
            <th scope="col">Version {brief.review.version}</th>
            {baseline && <th scope="col">Change</th>}
          </tr>
        </thead>
        <tbody>
          {metrics.map(metric => (
            <tr key={metric.name}>
              <th scope="row">{metric.name}</th>
              {baseline && <td>{writeOptional(metric.before)}</td>}
              <td>{writeOptional(metric.after)}</td>
              {baseline && <td>{describeChange(metric) ?? '–'}</td>}
            </tr>
          ))}
        </tbody>
      </table>
    </Part>
  );
}

function writeOptional(value: number | undefined): string {
  return value === undefined ? 'not reported' : writeNumber(value);
}

function Checks({ brief }: { brief: ReviewBrief }) {
  const classes = useStyles();
  return (
    <Part
      title="Checks now"
      nothing={brief.checks.length > 0 ? undefined : 'None was ever reported.'}
    >
      <ul className={classes.list}>
        {brief.checks.map(({ check, environment, status, latest }) => (
          <li key={`${environment} ${check}`}>
            <Flex align="center" gap="2">
              <CheckStatusBadge status={status} />
              <Text variant="body-small">
                {check}
                {environment && ` in ${environment}`}
                {latest.value !== undefined &&
                  `: ${writeNumber(latest.value)}${
                    latest.unit ? ` ${latest.unit}` : ''
                  }`}
              </Text>
            </Flex>
          </li>
        ))}
      </ul>
    </Part>
  );
}

function EarlierDecisions(props: { modelRef: string; brief: ReviewBrief }) {
  const { modelRef, brief } = props;
  const classes = useStyles();
  return (
    <Part
      title={`What was decided about version ${brief.baseline?.version}`}
      nothing={brief.decisions.length > 0 ? undefined : 'Nothing.'}
    >
      <ul className={classes.list}>
        {brief.decisions.map(decision => (
          <EarlierDecision
            key={decision.id}
            modelRef={modelRef}
            decision={decision}
          />
        ))}
      </ul>
    </Part>
  );
}

function EarlierDecision(props: { modelRef: string; decision: Decision }) {
  const { modelRef } = props;
  const { decision, rest } = useWholeDecision(modelRef, props.decision);
  const names = useNames(modelRef);
  return (
    <li>
      <Text as="div" variant="body-small">
        <EntityRefLink entityRef={decision.decidedBy} hideIcon />{' '}
        {VERDICTS[decision.decision].doneTo}{' '}
        {names.requirement(decision.requirement)},{' '}
        <RelativeTime at={decision.decidedAt} />
      </Text>
      <LongText
        text={decision.comment}
        what="the comment"
        variant="body-small"
      />
      <EvidenceList evidence={decision.evidence} />
      {rest && <RestOfDecision {...rest} />}
    </li>
  );
}
