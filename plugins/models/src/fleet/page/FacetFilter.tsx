import {
  Accordion,
  AccordionPanel,
  AccordionTrigger,
  Button,
  CheckboxGroup,
  SearchField,
  Text,
} from '@backstage/ui';
import { makeStyles } from '@material-ui/core/styles';
import { useState } from 'react';
import { CountedCheckbox } from './CountedCheckbox';

/** A value that can be chosen, and how many models have it. */
export interface FacetOption {
  value: string;
  label: string;
  count: number;
}

/** So many are shown without asking for more. */
const SHORT = 6;
/** Of more than so many nobody reads all. */
const SEARCHABLE = 12;
const MOST_SHOWN = 200;

const useStyles = makeStyles({
  values: {
    display: 'flex',
    flexDirection: 'column',
    gap: 'var(--bui-space-2)',
    maxHeight: '22rem',
    overflowY: 'auto',
    // The ring around a box with the focus is not to be cut off.
    padding: 'var(--bui-space-1)',
  },
});

/**
 * Lets a person choose values of one facet.
 *
 * @param props - `options` come in the order in which they are shown; what is chosen and
 *   not among them has no model now.
 */
export function FacetFilter(props: {
  title: string;
  options: readonly FacetOption[];
  chosen: readonly string[];
  isFolded: boolean;
  onChange: (values: string[]) => void;
}) {
  const { title, options, chosen, isFolded } = props;
  return (
    <Accordion defaultExpanded={!isFolded || chosen.length > 0}>
      <AccordionTrigger
        title={chosen.length > 0 ? `${title} (${chosen.length})` : title}
      />
      <AccordionPanel>
        {options.length === 0 ? (
          <Text variant="body-small" color="secondary">
            No model has one
          </Text>
        ) : (
          <Values {...props} />
        )}
      </AccordionPanel>
    </Accordion>
  );
}

function Values(props: {
  title: string;
  options: readonly FacetOption[];
  chosen: readonly string[];
  onChange: (values: string[]) => void;
}) {
  const { title, options, chosen, onChange } = props;
  const [isLong, setLong] = useState(false);
  const [text, setText] = useState('');
  const classes = useStyles();
  const shown = isLong
    ? search(options, text).slice(0, MOST_SHOWN)
    : shorten(options, chosen);
  return (
    <>
      {isLong && options.length > SEARCHABLE && (
        <SearchField
          size="small"
          aria-label={`Search ${title}`}
          placeholder="Search"
          value={text}
          onChange={setText}
        />
      )}
      <CheckboxGroup
        aria-label={title}
        value={[...chosen]}
        onChange={values => onChange(keepHidden(values, chosen, shown))}
      >
        <div className={classes.values}>
          {shown.map(option => (
            <CountedCheckbox key={option.value} {...option} />
          ))}
        </div>
      </CheckboxGroup>
      {options.length > SHORT && (
        <Button
          size="small"
          variant="tertiary"
          onPress={() => {
            setLong(!isLong);
            setText('');
          }}
        >
          {isLong ? 'Show fewer' : `Show all ${options.length}`}
        </Button>
      )}
    </>
  );
}

function search(options: readonly FacetOption[], text: string): FacetOption[] {
  const searched = text.trim().toLocaleLowerCase('en-US');
  return options.filter(({ label }) =>
    label.toLocaleLowerCase('en-US').includes(searched),
  );
}

// What is chosen must never be out of sight.
function shorten(
  options: readonly FacetOption[],
  chosen: readonly string[],
): FacetOption[] {
  return options.filter(
    ({ value }, index) => index < SHORT || chosen.includes(value),
  );
}

// A group says only which of its own boxes are checked.
function keepHidden(
  values: readonly string[],
  chosen: readonly string[],
  shown: readonly FacetOption[],
): string[] {
  const inSight = new Set(shown.map(({ value }) => value));
  return [
    ...new Set([
      ...chosen.filter(value => !inSight.has(value)),
      ...values.filter(value => inSight.has(value)),
    ]),
  ];
}
