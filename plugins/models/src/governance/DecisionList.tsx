import { Button, Flex, Text } from '@backstage/ui';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import {
  Decision,
  RequirementState,
} from '@modelry/backstage-plugin-models-common';
import { makeStyles } from '@material-ui/core/styles';
import { useState } from 'react';
import { TextWithNames } from '../ownership/TextWithNames';
import { LongText } from '../frame';
import { RelativeTime } from '../status';
import { ReasonDialog } from './acts/ReasonDialog';
import { useMyRef } from './acts/useMyRef';
import { EvidenceList } from './evidence/EvidenceList';
import { countingFirst } from './countingFirst';
import { RestOfDecision } from './RestOfDecision';
import { useWholeDecision } from './useWholeDecision';
import { VERDICTS } from './verdicts';

type JudgedDecision = RequirementState['decisions'][number];

const useStyles = makeStyles({
  list: {
    display: 'flex',
    flexDirection: 'column',
    gap: 'var(--bui-space-4)',
    margin: 0,
    padding: 0,
    listStyle: 'none',
  },
  decision: { display: 'flex', gap: 'var(--bui-space-2)', minWidth: 0 },
  body: { minWidth: 0, flex: 1 },
  icon: { flexShrink: 0, marginTop: 2 },
  comment: { whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' },
});

/**
 * Lists all decisions on a requirement, also those that do not count.
 *
 * @param props - with `mayWithdraw` people can take back their own decisions. `version` is
 *   the one for which they count or do not.
 */
export function DecisionList(props: {
  modelRef: string;
  decisions: readonly JudgedDecision[];
  version?: string;
  mayWithdraw?: boolean;
}) {
  const { modelRef, decisions, version, mayWithdraw = false } = props;
  const classes = useStyles();
  const me = useMyRef();
  return (
    <ul className={classes.list} aria-label="Decisions, those that count first">
      {countingFirst(decisions).map(decision => (
        <DecisionItem
          key={decision.id}
          modelRef={modelRef}
          decision={decision}
          version={version}
          isWithdrawable={mayWithdraw && isWithdrawable(decision, me)}
        />
      ))}
    </ul>
  );
}

// What does not count anyhow need not be taken back.
function isWithdrawable(
  decision: JudgedDecision,
  person: string | undefined,
): boolean {
  const { decidedBy, withdrawn, ignoredBecause } = decision;
  return decidedBy === person && !withdrawn && !ignoredBecause;
}

function DecisionItem(props: {
  modelRef: string;
  decision: JudgedDecision;
  version: string | undefined;
  isWithdrawable: boolean;
}) {
  const { modelRef, version } = props;
  const { decision, rest } = useWholeDecision(modelRef, props.decision);
  const here = version === undefined ? '' : ` for version ${version}`;
  const classes = useStyles();
  const { doneTo, icon: Icon } = VERDICTS[decision.decision];
  return (
    <li className={classes.decision}>
      <Icon className={classes.icon} size={16} aria-hidden />
      <Flex direction="column" gap="1" className={classes.body}>
        <Text
          as="div"
          color={decision.ignoredBecause ? 'secondary' : 'primary'}
        >
          <EntityRefLink entityRef={decision.decidedBy} hideIcon /> {doneTo}{' '}
          version {decision.version}, <RelativeTime at={decision.decidedAt} />
        </Text>
        {decision.ignoredBecause && (
          <Text as="div" variant="body-small" color="secondary">
            Does not count{here}:{' '}
            <TextWithNames text={decision.ignoredBecause} />
          </Text>
        )}
        <LongText text={decision.comment} what="the comment" />
        <EvidenceList evidence={decision.evidence} />
        {decision.withdrawn && (
          <Text as="div" variant="body-small" className={classes.comment}>
            Withdrawn <RelativeTime at={decision.withdrawn.at} />:{' '}
            {decision.withdrawn.reason}
          </Text>
        )}
        {rest && <RestOfDecision {...rest} />}
      </Flex>
      {props.isWithdrawable && (
        <Withdraw modelRef={modelRef} decision={decision} />
      )}
    </li>
  );
}

function Withdraw(props: { modelRef: string; decision: Decision }) {
  const { modelRef, decision } = props;
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button size="small" variant="tertiary" onPress={() => setOpen(true)}>
        Withdraw
      </Button>
      <ReasonDialog
        title="Withdraw your decision"
        intro={`You ${VERDICTS[decision.decision].doneTo} version ${
          decision.version
        }. Withdrawn, it does not count any more, and stays in the record. An earlier decision of yours does not come back.`}
        submitLabel="Withdraw it"
        problemTitle="The decision was not withdrawn"
        modelRef={modelRef}
        act={(client, reason) =>
          client.withdrawDecision(modelRef, decision.id, { reason })
        }
        done={() => `Your decision on version ${decision.version} is withdrawn`}
        isOpen={isOpen}
        onOpenChange={setOpen}
      />
    </>
  );
}
