import { Button, Text } from '@backstage/ui';
import { RequirementState } from '@modelry/backstage-plugin-models-common';
import { makeStyles } from '@material-ui/core/styles';
import { TextWithNames } from '../ownership/TextWithNames';
import { useOpenAct } from './ActHost';

const useStyles = makeStyles({
  reasons: { margin: 0, paddingInlineStart: 'var(--bui-space-5)' },
});

/**
 * Opens the dialog in which a person decides a requirement, as they see it now.
 *
 * @param props - `version` is the version in question, if one is known;
 *   `reasonsId` is the id of the {@link ReasonsNotToDecide} beside it.
 */
export function DecideButton(props: {
  version: string | undefined;
  requirement: RequirementState;
  reasonsId: string;
}) {
  const { version, requirement, reasonsId } = props;
  const { mayDecide } = requirement.viewer;
  const open = useOpenAct('decide');
  const isAwaited = mayDecide && requirement.status !== 'approved';
  if (isNotAsked(requirement)) {
    return null;
  }
  return (
    <Button
      size="small"
      variant={isAwaited ? 'primary' : 'secondary'}
      isDisabled={!mayDecide || version === undefined}
      aria-describedby={mayDecide ? undefined : reasonsId}
      aria-label={`Decide: ${requirement.title}`}
      onPress={() => version !== undefined && open({ version, requirement })}
    >
      Decide
    </Button>
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
