import { Flex, Radio, RadioGroup, TextAreaField } from '@backstage/ui';
import {
  DECISIONS,
  DecisionVerdict,
} from '@modelry/backstage-plugin-models-common';
import { FormEvent, useState } from 'react';
import { VERDICTS } from './verdicts';

/** What a person has filled in so far. */
export interface DecisionDraft {
  decision?: DecisionVerdict;
  comment: string;
}

/** A draft that can be sent. */
export interface CompleteDecision {
  decision: DecisionVerdict;
  comment: string;
}

/**
 * Asks for a decision and its reasons.
 *
 * @param props - `onSubmit` is called only with a complete decision.
 */
export function DecideForm(props: {
  id: string;
  draft: DecisionDraft;
  onChange: (draft: DecisionDraft) => void;
  onSubmit: (decision: CompleteDecision) => void;
}) {
  const { id, draft, onChange, onSubmit } = props;
  const [wasTried, setWasTried] = useState(false);
  const comment = draft.comment.trim();
  const lacksDecision = wasTried && !draft.decision;

  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    setWasTried(true);
    if (draft.decision && comment) {
      onSubmit({ decision: draft.decision, comment });
      return;
    }
    const missing = draft.decision ? 'textarea' : 'input';
    event.currentTarget.querySelector<HTMLElement>(missing)?.focus();
  };
  const choose = (value: string) =>
    onChange({ ...draft, decision: DECISIONS.find(d => d === value) });

  return (
    <form id={id} onSubmit={submit} noValidate>
      <Flex direction="column" gap="4">
        <RadioGroup
          label="Your decision"
          description={
            lacksDecision
              ? 'Nothing is chosen yet: choose one of these.'
              : 'It replaces your earlier ones on this version. All of them stay in the record.'
          }
          orientation="horizontal"
          isRequired
          isInvalid={lacksDecision}
          value={draft.decision ?? null}
          onChange={choose}
        >
          {DECISIONS.map((decision, index) => (
            <Radio key={decision} value={decision} autoFocus={index === 0}>
              {VERDICTS[decision].verb}
            </Radio>
          ))}
        </RadioGroup>
        <TextAreaField
          label="Comment"
          description="Why, for whoever asks later."
          isRequired
          validationBehavior="aria"
          validate={() =>
            wasTried && !comment ? 'Say why you decide so' : null
          }
          rows={5}
          value={draft.comment}
          onChange={text => onChange({ ...draft, comment: text })}
        />
      </Flex>
    </form>
  );
}
