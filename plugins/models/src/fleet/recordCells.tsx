import {
  ButtonIcon,
  Flex,
  Skeleton,
  Text,
  VisuallyHidden,
} from '@backstage/ui';
import { ModelSummary } from '@modelry/backstage-plugin-models-common';
import { RiRefreshLine, RiShieldCrossLine } from '@remixicon/react';
import { ReactNode } from 'react';
import { explainError } from '../frame';
import {
  MonitoringStatusBadge,
  SignOffStatusBadge,
  StageBadge,
  StatusBadge,
} from '../status';
import { RecordLine, useRecordLine } from './recordLines';

/** Shows the stage of a model and where it runs, and offers to ask again when the record fails. */
export function StageCell(props: { modelRef: string }) {
  const line = useRecordLine(props.modelRef);
  const failure = line.error && <Failure line={line} error={line.error} />;
  return (
    <Flex direction="column" gap="1" align="start">
      <Recorded line={line} failure={failure}>
        {summary => <StageLines {...summary} />}
      </Recorded>
      {line.summary && failure}
    </Flex>
  );
}

/** Shows the monitoring status of a model. */
export function MonitoringCell(props: { modelRef: string }) {
  return (
    <Recorded line={useRecordLine(props.modelRef)}>
      {({ monitoring, monitoringReason }) => (
        <MonitoringStatusBadge status={monitoring} detail={monitoringReason} />
      )}
    </Recorded>
  );
}

/** Shows the sign-off status of a model, and whether it runs without sign-offs. */
export function SignOffCell(props: { modelRef: string }) {
  return (
    <Recorded line={useRecordLine(props.modelRef)}>
      {summary => <SignOffLines {...summary} />}
    </Recorded>
  );
}

/** Says in which stage a model is, where it runs and when it ends. */
export function StageLines(
  props: Pick<ModelSummary, 'stage' | 'version' | 'environments' | 'endOfLife'>,
) {
  const { stage, version, environments, endOfLife } = props;
  return (
    <>
      <StageBadge
        stage={stage}
        detail={version && `Version in question: ${version}`}
      />
      <Muted>
        {environments.length > 0
          ? `Runs in ${environments.join(', ')}`
          : 'Runs nowhere'}
      </Muted>
      {endOfLife && <Muted>End of life {endOfLife}</Muted>}
    </>
  );
}

/** Says how the sign-offs of a model stand, and whether it runs without them. */
export function SignOffLines(
  props: Pick<ModelSummary, 'signOff' | 'unsanctioned'>,
) {
  const { signOff, unsanctioned } = props;
  return (
    <Flex direction="column" gap="1" align="start">
      <SignOffStatusBadge status={signOff} />
      {unsanctioned > 0 && (
        <StatusBadge
          presentation={{
            label: 'Unsanctioned',
            tone: 'danger',
            icon: RiShieldCrossLine,
          }}
          detail={
            unsanctioned === 1
              ? 'One deployment runs a version that lacks sign-offs'
              : `${unsanctioned} deployments run a version that lacks sign-offs`
          }
        />
      )}
    </Flex>
  );
}

/** Says something that matters less than what stands around it. */
export function Muted(props: { children: ReactNode }) {
  return (
    <Text variant="body-small" color="secondary">
      {props.children}
    </Text>
  );
}

// Every other row of the catalog's table has the colour that a skeleton has by itself.
const VISIBLE_ON_STRIPES = { backgroundColor: 'var(--bui-bg-neutral-4)' };

function Recorded(props: {
  line: RecordLine;
  /** Shown when the record could not be asked. */
  failure?: ReactNode;
  children: (summary: ModelSummary) => ReactNode;
}) {
  const { line, failure = <Muted>Unavailable</Muted>, children } = props;
  if (line.summary) {
    return <>{children(line.summary)}</>;
  }
  if (line.error) {
    return <>{failure}</>;
  }
  return line.isLoading ? (
    <>
      <Skeleton width={76} height={20} style={VISIBLE_ON_STRIPES} />
      <VisuallyHidden>Loading</VisuallyHidden>
    </>
  ) : (
    <Muted>Not known</Muted>
  );
}

function Failure(props: { line: RecordLine; error: Error }) {
  const { line, error } = props;
  return (
    <Flex align="center" gap="1">
      <span title={explainError(error)}>
        <Muted>{line.summary ? 'May be out of date' : 'Unavailable'}</Muted>
      </span>
      <ButtonIcon
        size="small"
        variant="tertiary"
        aria-label="Retry"
        icon={<RiRefreshLine size={14} />}
        onPress={line.retry}
      />
    </Flex>
  );
}
