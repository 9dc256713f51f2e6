import { Button, Flex, Text, TextAreaField, TextField } from '@backstage/ui';
import { EvidenceItem } from '@modelry/backstage-plugin-models-common';
import { makeStyles } from '@material-ui/core/styles';
import { RiAddLine } from '@remixicon/react';
import { ReactNode } from 'react';
import {
  checkFree,
  checkRequired,
  EMPTY_ENTRY,
  EntryProblems,
  EvidenceDraft,
  EvidenceEntry,
} from './evidenceDraft';

const MOST_FREE = 20;

const useStyles = makeStyles({
  group: {
    margin: 0,
    minWidth: 0,
    padding: 'var(--bui-space-3)',
    border: '1px solid var(--bui-border-2)',
    borderRadius: 'var(--bui-radius-2)',
  },
  legend: {
    padding: '0 var(--bui-space-1)',
    fontFamily: 'var(--bui-font-regular)',
    fontSize: 'var(--bui-font-size-3)',
    fontWeight: 'var(--bui-font-weight-bold)' as 'bold',
    color: 'var(--bui-fg-primary)',
  },
});

/**
 * Asks for the evidence that a decision rests on.
 *
 * @param props - `items` are those that the requirement names; `isNeeded` tells
 *   whether they must be given; `wasTried` whether to say what is wrong.
 */
export function EvidenceFields(props: {
  items: readonly EvidenceItem[];
  isNeeded: boolean;
  wasTried: boolean;
  draft: EvidenceDraft;
  onChange: (draft: EvidenceDraft) => void;
}) {
  const { items, isNeeded, wasTried, draft, onChange } = props;
  return (
    <>
      {items.map(({ id, title, description }) => {
        const entry = draft.required[id] ?? EMPTY_ENTRY;
        return (
          <EntryFields
            key={id}
            legend={`Evidence: ${title}`}
            note={
              description ??
              (isNeeded ? undefined : 'Only an approval needs it.')
            }
            entry={entry}
            problems={wasTried ? checkRequired(entry, isNeeded) : undefined}
            onChange={changed =>
              onChange({
                ...draft,
                required: { ...draft.required, [id]: changed },
              })
            }
          />
        );
      })}
      <FreeFields
        entries={draft.free}
        wasTried={wasTried}
        onChange={free => onChange({ ...draft, free })}
      />
    </>
  );
}

function FreeFields(props: {
  entries: readonly EvidenceEntry[];
  wasTried: boolean;
  onChange: (entries: EvidenceEntry[]) => void;
}) {
  const { entries, wasTried, onChange } = props;
  return (
    <>
      {entries.map((entry, index) => (
        <EntryFields
          // They have no names of their own, and keep their order.
          key={index} // eslint-disable-line react/no-array-index-key
          legend={`More evidence, ${index + 1}`}
          hasTitle
          entry={entry}
          problems={wasTried ? checkFree(entry) : undefined}
          onChange={changed =>
            onChange(entries.map((old, i) => (i === index ? changed : old)))
          }
          footer={
            <Button
              size="small"
              variant="tertiary"
              onPress={() => onChange(entries.filter((_, i) => i !== index))}
            >
              {`Remove evidence ${index + 1}`}
            </Button>
          }
        />
      ))}
      {entries.length < MOST_FREE && (
        <Flex>
          <Button
            size="small"
            variant="secondary"
            iconStart={<RiAddLine />}
            onPress={() => onChange([...entries, EMPTY_ENTRY])}
          >
            Add evidence
          </Button>
        </Flex>
      )}
    </>
  );
}

function EntryFields(props: {
  legend: string;
  note?: string;
  hasTitle?: boolean;
  entry: EvidenceEntry;
  problems: EntryProblems | undefined;
  onChange: (entry: EvidenceEntry) => void;
  footer?: ReactNode;
}) {
  const { legend, note, hasTitle, entry, problems, onChange, footer } = props;
  const classes = useStyles();
  return (
    <fieldset className={classes.group}>
      <legend className={classes.legend}>{legend}</legend>
      <Flex direction="column" gap="3">
        {note && (
          <Text as="p" variant="body-small" color="secondary">
            {note}
          </Text>
        )}
        {hasTitle && (
          <TextField
            label="What it is"
            isRequired
            validationBehavior="aria"
            validate={() => problems?.title ?? null}
            value={entry.title}
            onChange={title => onChange({ ...entry, title })}
          />
        )}
        <Content entry={entry} problems={problems} onChange={onChange} />
        {footer && <Flex>{footer}</Flex>}
      </Flex>
    </fieldset>
  );
}

function Content(props: {
  entry: EvidenceEntry;
  problems: EntryProblems | undefined;
  onChange: (entry: EvidenceEntry) => void;
}) {
  const { entry, problems, onChange } = props;
  return (
    <>
      <TextField
        label="Link"
        type="url"
        placeholder="https://"
        validationBehavior="aria"
        validate={() => problems?.link ?? null}
        value={entry.link}
        onChange={link => onChange({ ...entry, link })}
      />
      <TextAreaField
        label="Text"
        rows={2}
        validationBehavior="aria"
        validate={() => problems?.text ?? null}
        value={entry.text}
        onChange={text => onChange({ ...entry, text })}
      />
    </>
  );
}
