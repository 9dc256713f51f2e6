import { useApi } from '@backstage/core-plugin-api';
import { Button, Flex, Text } from '@backstage/ui';
import {
  GateAnswer,
  LifecycleStage,
  ModelVersion,
} from '@modelry/backstage-plugin-models-common';
import { makeStyles } from '@material-ui/core/styles';
import { useQuery } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { modelsApiRef } from '../../api';
import { Loadable, toLoadable } from '../../api/Loadable';
import { modelKey } from '../../api/queryKeys';
import { Loaded } from '../../frame';
import { TextWithNames } from '../../ownership/TextWithNames';
import { STAGE_PRESENTATION } from '../../status/presentations';
import { useOfferedVersions } from '../useOfferedVersions';
import { MoveDialog } from './MoveDialog';

const useStyles = makeStyles({
  reasons: { margin: 0, paddingInlineStart: 'var(--bui-space-5)' },
});

/** Lets a person move a version to a stage, or says everything that is missing for it. */
export function Promote(props: {
  modelRef: string;
  version: string;
  stage: LifecycleStage;
}) {
  const gate = useGate(props);
  const held = useHeldVersion(props);
  return (
    <Loaded what="what is missing" loadable={gate} lines={2}>
      {(answer: GateAnswer) => (
        <Answer {...props} answer={answer} held={held} />
      )}
    </Loaded>
  );
}

interface AnswerProps {
  modelRef: string;
  version: string;
  stage: LifecycleStage;
  answer: GateAnswer;
  held: ModelVersion | undefined;
}

function Answer(props: AnswerProps) {
  const { modelRef, version, stage, answer, held } = props;
  const [from, setFrom] = useState<LifecycleStage>();
  const [isOpen, setOpen] = useState(false);
  const reasonsId = useId();
  const { label } = STAGE_PRESENTATION[stage];
  const isAllowed =
    answer.decision === 'allow' && Boolean(held) && held?.stage !== stage;
  return (
    <Flex direction="column" align="start" gap="2">
      <Button
        variant={isAllowed ? 'primary' : 'secondary'}
        isDisabled={!isAllowed}
        aria-describedby={reasonsId}
        onPress={() => {
          setFrom(held?.stage);
          setOpen(true);
        }}
      >
        {`Promote version ${version} to ${label}`}
      </Button>
      <WhatIsMissing {...props} id={reasonsId} isAllowed={isAllowed} />
      {from && (
        <MoveDialog
          key={from}
          modelRef={modelRef}
          version={version}
          from={from}
          to={stage}
          isOpen={isOpen}
          onOpenChange={setOpen}
        />
      )}
    </Flex>
  );
}

function WhatIsMissing(
  props: AnswerProps & { id: string; isAllowed: boolean },
) {
  const { id, version, stage, answer, held, isAllowed } = props;
  const { label } = STAGE_PRESENTATION[stage];
  const isThere = held?.stage === stage;
  const classes = useStyles();
  return (
    <Text as="div" id={id} variant="body-small" color="secondary">
      {isThere && `Version ${version} is in ${label} already.`}
      {isAllowed && 'Nothing is missing.'}
      {!isThere && !held && 'The version was never reported.'}
      {answer.decision === 'deny' && !isThere && (
        <>
          It cannot enter {label} yet:
          <ul className={classes.reasons}>
            {answer.reasons.map(reason => (
              <li key={reason}>
                <TextWithNames text={reason} />
              </li>
            ))}
          </ul>
        </>
      )}
    </Text>
  );
}

function useGate(options: {
  modelRef: string;
  version: string;
  stage: LifecycleStage;
}): Loadable<GateAnswer> {
  const { modelRef, version, stage } = options;
  const { client, cache } = useApi(modelsApiRef);
  const query = useQuery(
    {
      queryKey: modelKey(modelRef, 'gate', version, stage),
      queryFn: () => client.askGate(modelRef, { version, stage }),
    },
    cache,
  );
  return toLoadable(query);
}

// The picker of versions asks for the same list: it is one request.
function useHeldVersion(options: {
  modelRef: string;
  version: string;
}): ModelVersion | undefined {
  const { data } = useOfferedVersions(options.modelRef);
  return data?.find(({ version }) => version === options.version);
}
