import { Button, Select, Text, TextAreaField } from '@backstage/ui';
import {
  INCIDENT_CAUSES,
  Incident,
  IncidentCause,
} from '@modelry/backstage-plugin-models-common';
import { ReactNode, useState } from 'react';
import type { ModelsScreenClient } from '../../api';
import { ActDialog } from '../../governance/acts/ActDialog';
import { checkText } from '../../governance/acts/checks';
import { useAct } from '../../governance/acts/useAct';
import { nameCheck } from '../describe';
import { CAUSE_LABELS } from './describeIncident';

interface IncidentDraft {
  comment: string;
  cause: IncidentCause;
}

interface IncidentActFacts {
  button: string;
  title: (name: string) => string;
  intro: string;
  submit: string;
  problem: string;
  done: string;
  asksForCause?: boolean;
  send: (
    client: ModelsScreenClient,
    modelRef: string,
    id: string,
    draft: { comment?: string; cause: IncidentCause },
  ) => Promise<unknown>;
}

const ACKNOWLEDGE: IncidentActFacts = {
  button: 'Acknowledge',
  title: name => `Acknowledge the incident of ${name}`,
  intro: 'Tells everybody who looks that you take care of it.',
  submit: 'Acknowledge',
  problem: 'The incident was not acknowledged',
  done: 'The incident is acknowledged',
  send: (client, modelRef, id, { comment }) =>
    client.acknowledgeIncident(modelRef, id, { comment }),
};

const MARK_CAUSE: IncidentActFacts = {
  button: 'Mark the cause',
  title: name => `What caused the incident of ${name}?`,
  intro: 'Whoever sees the next incident will look for what it was this time.',
  submit: 'Mark',
  problem: 'The cause was not marked',
  done: 'The cause is marked',
  asksForCause: true,
  send: (client, modelRef, id, draft) =>
    client.markIncidentCause(modelRef, id, draft),
};

const ASK_FOR_RETRAINING: IncidentActFacts = {
  button: 'Ask for retraining',
  title: () => 'Ask for the model to be trained again',
  intro: 'The owner is notified, with a link to where it is started.',
  submit: 'Ask the owner',
  problem: 'The owner was not asked',
  done: 'The owner is asked to train the model again',
  send: (client, modelRef, id, { comment }) =>
    client.askForRetraining(modelRef, id, { comment }),
};

const KEEP_RETRAINING: IncidentActFacts = {
  ...ASK_FOR_RETRAINING,
  intro:
    'Nobody owns this model, so nobody is notified. Assign an owner first, or leave the request here for whoever looks.',
  submit: 'Leave the request',
  problem: 'The request was not recorded',
  done: 'The request stands with the incident; nobody was notified',
};

/** What a person can do about an incident. */
export function IncidentActs(props: {
  modelRef: string;
  incident: Incident;
  hasOwner: boolean;
}) {
  const { hasOwner, ...rest } = props;
  const { incident } = rest;
  const retraining = hasOwner ? ASK_FOR_RETRAINING : KEEP_RETRAINING;
  return (
    <>
      {!incident.acknowledged && (
        <IncidentActButton {...rest} facts={ACKNOWLEDGE} isPrimary />
      )}
      <IncidentActButton {...rest} facts={MARK_CAUSE} />
      <IncidentActButton {...rest} facts={retraining} />
    </>
  );
}

function IncidentActButton(props: {
  modelRef: string;
  incident: Incident;
  facts: IncidentActFacts;
  isPrimary?: boolean;
}) {
  const { modelRef, incident, facts, isPrimary } = props;
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button
        size="small"
        variant={isPrimary && !incident.endedAt ? 'primary' : 'secondary'}
        onPress={() => setOpen(true)}
      >
        {facts.button}
      </Button>
      <IncidentActDialog
        {...{ modelRef, incident, facts, isOpen }}
        onOpenChange={setOpen}
      />
    </>
  );
}

function IncidentActDialog(props: {
  modelRef: string;
  incident: Incident;
  facts: IncidentActFacts;
  isOpen: boolean;
  onOpenChange: (isOpen: boolean) => void;
}): ReactNode {
  const { modelRef, incident, facts, isOpen, onOpenChange } = props;
  const [draft, setDraft] = useState<IncidentDraft>({
    comment: '',
    cause: incident.cause?.cause ?? 'data-changed',
  });
  const act = useAct<IncidentDraft>({
    modelRef,
    act: (client, { comment, cause }) =>
      facts.send(client, modelRef, incident.id, {
        cause,
        ...(comment.trim() && { comment: comment.trim() }),
      }),
    done: () => facts.done,
    onDone: () => {
      setDraft({ ...draft, comment: '' });
      onOpenChange(false);
    },
  });
  const problem = checkText(draft.comment);
  return (
    <ActDialog
      title={facts.title(nameCheck(incident))}
      intro={<Text as="p">{facts.intro}</Text>}
      submitLabel={facts.submit}
      problemTitle={facts.problem}
      act={act}
      isOpen={isOpen}
      onOpenChange={onOpenChange}
      onSubmit={() => !problem && act.send(draft)}
    >
      <Fields {...{ facts, draft, setDraft, problem }} />
    </ActDialog>
  );
}

function Fields(props: {
  facts: IncidentActFacts;
  draft: IncidentDraft;
  setDraft: (draft: IncidentDraft) => void;
  problem: string | null;
}) {
  const { facts, draft, setDraft, problem } = props;
  return (
    <>
      {facts.asksForCause && (
        <Select
          label="Cause"
          options={INCIDENT_CAUSES.map(cause => ({
            value: cause,
            label: CAUSE_LABELS[cause],
          }))}
          value={draft.cause}
          onChange={value => {
            const cause = INCIDENT_CAUSES.find(one => one === value);
            setDraft({ ...draft, cause: cause ?? draft.cause });
          }}
        />
      )}
      <TextAreaField
        label="Comment"
        description="For whoever asks later; may be left out."
        validationBehavior="aria"
        validate={() => problem}
        rows={3}
        value={draft.comment}
        onChange={comment => setDraft({ ...draft, comment })}
      />
    </>
  );
}
