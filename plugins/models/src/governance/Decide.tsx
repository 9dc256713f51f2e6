import { Button, Text } from '@backstage/ui';
import { RequirementState } from '@modelry/backstage-plugin-models-common';
import { makeStyles } from '@material-ui/core/styles';
import { useState } from 'react';
import { TextWithNames } from '../ownership/TextWithNames';
import { DecideDialog } from './DecideDialog';
import { SeenRequirement } from './useDecide';

const useStyles = makeStyles({
  reasons: { margin: 0, paddingInlineStart: 'var(--bui-space-5)' },
});

/**
 * Opens the dialog in which a person decides a requirement.
 *
 * @param props - `version` is the version in question, if one is known;
 *   `reasonsId` is the id of the {@link ReasonsNotToDecide} beside it.
 */
export function DecideButton(props: {
  modelRef: string;
  version: string | undefined;
  requirement: RequirementState;
  reasonsId: string;
}) {
  const { modelRef, version, requirement, reasonsId } = props;
  const { mayDecide } = requirement.viewer;
  // New versions may arrive while somebody writes: they decide what they saw.
  const [seen, setSeen] = useState<SeenRequirement>();
  const [isOpen, setOpen] = useState(false);
  const open = () => {
    if (version !== undefined) {
      setSeen({ version, requirement });
      setOpen(true);
    }
  };
  const isAwaited = mayDecide && requirement.status !== 'approved';
  if (isNotAsked(requirement)) {
    return null;
  }
  return (
    <>
      <Button
        size="small"
        variant={isAwaited ? 'primary' : 'secondary'}
        isDisabled={!mayDecide || version === undefined}
        aria-describedby={mayDecide ? undefined : reasonsId}
        aria-label={`Decide: ${requirement.title}`}
        onPress={open}
      >
        Decide
      </Button>
      {seen && (
        <DecideDialog
          key={seen.version}
          modelRef={modelRef}
          seen={seen}
          current={requirement}
          isOpen={isOpen}
          onOpenChange={setOpen}
        />
      )}
    </>
  );
}

// What is given asks nothing of those who could not give it: no button, and no reasons.
function isNotAsked({ status, viewer }: RequirementState): boolean {
  return status === 'approved' && !viewer.mayDecide;
}

/** Says every reason why the person may not decide a requirement, if there is one. */
export function ReasonsNotToDecide(props: {
  id: string;
  requirement: RequirementState;
}) {
  const { id, requirement } = props;
  const { mayDecide, reasons } = requirement.viewer;
  const classes = useStyles();
  if (mayDecide || isNotAsked(requirement)) {
    return null;
  }
  return (
    <Text id={id} as="div" variant="body-small" color="secondary">
      You cannot decide this:{' '}
      {reasons.length === 1 ? (
        <TextWithNames text={reasons[0]} />
      ) : (
        <ul className={classes.reasons}>
          {reasons.map(reason => (
            <li key={reason}>
              <TextWithNames text={reason} />
            </li>
          ))}
        </ul>
      )}
    </Text>
  );
}
