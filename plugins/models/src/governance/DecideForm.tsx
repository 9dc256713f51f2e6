import { Radio, RadioGroup, TextAreaField } from '@backstage/ui';
import {
  DECISIONS,
  DecisionVerdict,
  Evidence,
  EvidenceItem,
} from '@modelry/backstage-plugin-models-common';
import { makeStyles } from '@material-ui/core/styles';
import { checkText } from './acts/checks';
import { EvidenceFields } from './evidence/EvidenceFields';
import {
  EvidenceDraft,
  isSendable,
  NO_EVIDENCE,
  toEvidence,
} from './evidence/evidenceDraft';
import { VERDICTS } from './verdicts';

/** What a person has filled in so far. */
export interface DecisionDraft {
  decision?: DecisionVerdict;
  comment: string;
  evidence: EvidenceDraft;
}

/** A decision of which nothing is filled in. */
export const EMPTY_DRAFT: DecisionDraft = {
  comment: '',
  evidence: NO_EVIDENCE,
};

/** A draft that can be sent. */
export interface CompleteDecision {
  decision: DecisionVerdict;
  comment: string;
  evidence: Evidence[];
}

const WHY = 'Say why you decide so';

/** Turns a draft into a decision; nothing while something is missing or wrong. */
export function toDecision(
  draft: DecisionDraft,
  items: readonly EvidenceItem[],
): CompleteDecision | undefined {
  const { decision, evidence } = draft;
  const comment = draft.comment.trim();
  const isComplete =
    decision &&
    !checkText(comment, WHY) &&
    isSendable(evidence, items, decision === 'approved');
  return isComplete
    ? { decision, comment, evidence: toEvidence(evidence, items) }
    : undefined;
}

/** Chooses the decision that a digit stands for. */
export function chooseByKey(draft: DecisionDraft, key: string): DecisionDraft {
  const chosen = DECISIONS.at(/^[1-9]$/.test(key) ? Number(key) - 1 : 99);
  return chosen ? { ...draft, decision: chosen } : draft;
}

/**
 * Asks for a decision, its reasons and its evidence.
 *
 * @param props - `items` are the pieces of evidence that an approval must come with;
 *   `wasTried` tells whether to say what is missing.
 */
export function DecideFields(props: {
  items: readonly EvidenceItem[];
  draft: DecisionDraft;
  wasTried: boolean;
  onChange: (draft: DecisionDraft) => void;
}) {
  const { items, draft, wasTried, onChange } = props;
  const { decision } = draft;
  return (
    <>
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
        validate={() => (wasTried ? checkText(draft.comment, WHY) : null)}
        rows={5}
        value={draft.comment}
        onChange={comment => onChange({ ...draft, comment })}
      />
      <EvidenceFields
        items={items}
        isNeeded={decision === undefined || decision === 'approved'}
        wasTried={wasTried}
        draft={draft.evidence}
        onChange={evidence => onChange({ ...draft, evidence })}
      />
    </>
  );
}

const useStyles = makeStyles({
  key: {
    marginInlineEnd: 'var(--bui-space-1)',
    padding: '0 var(--bui-space-1)',
    border: '1px solid var(--bui-border-2)',
    borderRadius: 'var(--bui-radius-1)',
    fontFamily: 'var(--bui-font-monospace)',
    fontSize: 'var(--bui-font-size-1)',
    color: 'var(--bui-fg-secondary)',
  },
});

function DecisionField(props: {
  value: DecisionVerdict | undefined;
  isMissing: boolean;
  onChange: (decision: DecisionVerdict | undefined) => void;
}) {
  const { value, isMissing, onChange } = props;
  const classes = useStyles();
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
      {DECISIONS.map((decision, index) => (
        <Radio key={decision} value={decision}>
          <kbd className={classes.key} aria-hidden>
            {index + 1}
          </kbd>
          <span>{VERDICTS[decision].verb}</span>
        </Radio>
      ))}
    </RadioGroup>
  );
}
