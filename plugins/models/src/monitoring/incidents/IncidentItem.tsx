import { Flex, Text } from '@backstage/ui';
import { Incident, IncidentAct } from '@modelry/backstage-plugin-models-common';
import { RiAlarmWarningLine, RiCheckboxCircleLine } from '@remixicon/react';
import { ReactNode, useEffect, useRef } from 'react';
import { TabLink, WebLink } from '../../frame';
import { Actor } from '../../ownership/Actor';
import { governanceRouteRef } from '../../routes';
import { ElapsedTime, RelativeTime, StatusBadge } from '../../status';
import { describeKind, nameCheck } from '../describe';
import { CAUSE_LABELS, describeWorst } from './describeIncident';
import { IncidentActs } from './IncidentActs';
import { useIncidentStyles } from './useIncidentStyles';

const OPEN = {
  label: 'Open',
  tone: 'danger' as const,
  icon: RiAlarmWarningLine,
};
const ENDED = {
  label: 'Ended',
  tone: 'neutral' as const,
  icon: RiCheckboxCircleLine,
};

/** Shows an incident, what was done about it, and what can be done. */
export function IncidentItem(props: {
  modelRef: string;
  incident: Incident;
  mayAct: boolean;
  hasOwner: boolean;
  /** Whether the address names it. */
  isAimedAt: boolean;
}) {
  const { modelRef, incident, mayAct, hasOwner, isAimedAt } = props;
  const { endedAt, kind, worst } = incident;
  const classes = useIncidentStyles();
  const item = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (isAimedAt) {
      item.current?.scrollIntoView?.({ block: 'center' });
    }
  }, [isAimedAt]);
  return (
    <li
      ref={item}
      className={`${classes.item} ${isAimedAt ? classes.aimedAt : ''}`}
      aria-current={isAimedAt || undefined}
    >
      <Flex direction="column" gap="2">
        <Flex align="center" gap="3" style={{ flexWrap: 'wrap' }}>
          <StatusBadge presentation={endedAt ? ENDED : OPEN} />
          <Text weight="bold">{nameCheck(incident)}</Text>
          <Text color="secondary">
            {describeKind(kind)}, at worst {describeWorst(incident)}
            {worst.version && `, version ${worst.version}`}
          </Text>
        </Flex>
        <Times incident={incident} />
        <Acts incident={incident} />
        <Flex align="center" gap="2" style={{ flexWrap: 'wrap' }}>
          {mayAct && <IncidentActs {...{ modelRef, incident, hasOwner }} />}
          <TabLink
            to={governanceRouteRef}
            query={worst.version ? { version: worst.version } : undefined}
          >
            Open a review
          </TabLink>
        </Flex>
      </Flex>
    </li>
  );
}

function Acts(props: { incident: Incident }) {
  const { acknowledged, cause, retraining } = props.incident;
  return (
    <>
      {acknowledged && <ActLine what="Acknowledged" act={acknowledged} />}
      {cause && (
        <ActLine
          what={`Cause: ${CAUSE_LABELS[cause.cause]}, said`}
          act={cause}
        />
      )}
      {retraining && (
        <ActLine what="Retraining asked for" act={retraining}>
          {retraining.link && (
            <>
              {' · '}
              <WebLink href={retraining.link} variant="body-small">
                Start it
              </WebLink>
            </>
          )}
        </ActLine>
      )}
    </>
  );
}

function ActLine(props: {
  what: string;
  act: IncidentAct;
  children?: ReactNode;
}) {
  const { what, act, children } = props;
  return (
    <Text as="div" variant="body-small">
      {what} by <Actor actor={act.by} /> <RelativeTime at={act.at} />
      {act.comment && `: ${act.comment}`}
      {children}
    </Text>
  );
}

function Times(props: { incident: Incident }) {
  const { startedAt, endedAt } = props.incident;
  return (
    <Text as="div" variant="body-small" color="secondary">
      Began <RelativeTime at={startedAt} />,{' '}
      {endedAt ? (
        <>
          ended <RelativeTime at={endedAt} />
        </>
      ) : (
        <>
          goes on for <ElapsedTime since={startedAt} />
        </>
      )}
    </Text>
  );
}
