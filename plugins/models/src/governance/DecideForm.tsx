import { Flex, Radio, RadioGroup, TextAreaField } from '@backstage/ui';
import {
  DECISIONS,
  DecisionVerdict,
} from '@modelry/backstage-plugin-models-common';
import { FormEvent, useEffect, useRef, useState } from 'react';
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
  const form = useRef<HTMLFormElement>(null);
  const [wasTried, setWasTried] = useState(false);
  const { decision } = draft;
  const comment = draft.comment.trim();

  const focusOn = (field: 'input' | 'textarea') =>
    form.current?.querySelector<HTMLElement>(field)?.focus();
  useEffect(() => focusOn('input'), []);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    setWasTried(true);
    if (decision && comment) {
      onSubmit({ decision, comment });
    } else {
      focusOn(decision ? 'textarea' : 'input');
    }
  };

  return (
    <form id={id} ref={form} onSubmit={submit} noValidate>
      <Flex direction="column" gap="4">
        <DecisionField
          value={decision}
          isMissing={wasTried && !decision}
          onChange={chosen => onChange({ ...draft, decision: chosen })}
        />
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

function DecisionField(props: {
  value: DecisionVerdict | undefined;
  isMissing: boolean;
  onChange: (decision: DecisionVerdict | undefined) => void;
}) {
  const { value, isMissing, onChange } = props;
  return (
    <RadioGroup
      label="Your decision"
      description={
        isMissing
          ? 'Nothing is chosen yet: choose one of these.'
          : 'It replaces your earlier ones on this version. All of them stay in the record.'
      }
      orientation="horizontal"
      isRequired
      isInvalid={isMissing}
      value={value ?? null}
      onChange={chosen => onChange(DECISIONS.find(d => d === chosen))}
    >
      {DECISIONS.map(decision => (
        <Radio key={decision} value={decision}>
          {VERDICTS[decision].verb}
        </Radio>
      ))}
    </RadioGroup>
  );
}
