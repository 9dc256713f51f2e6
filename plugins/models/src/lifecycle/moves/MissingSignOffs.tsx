import { makeStyles } from '@material-ui/core/styles';
import { TextWithNames } from '../../ownership/TextWithNames';
import { PossibleMove } from './usePossibleMoves';

const useStyles = makeStyles({
  reasons: { margin: 0, paddingInlineStart: 'var(--bui-space-5)' },
});

/** Lists the sign-offs that a version lacks for a move, each with the reason. */
export function MissingSignOffs(props: { move: PossibleMove }) {
  const classes = useStyles();
  return (
    <ul className={classes.reasons}>
      {props.move.missing.map(({ id, title, reason }) => (
        <li key={id}>
          <TextWithNames text={`${title}: ${reason}`} />
        </li>
      ))}
    </ul>
  );
}
