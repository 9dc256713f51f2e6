import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { Text } from '@backstage/ui';
import { RiTerminalBoxLine } from '@remixicon/react';
import { makeStyles } from '@material-ui/core/styles';

const useStyles = makeStyles({
  machine: {
    display: 'inline-flex',
    alignItems: 'center',
    gap: 'var(--bui-space-1)',
    maxWidth: '100%',
    verticalAlign: 'bottom',
  },
  // As large as the text around it.
  name: { '&&': { fontSize: 'inherit' } },
});

const PERSON_OR_GROUP = /^(user|group):[^:/\s]+\/[^:/\s]+$/;

/**
 * Names who did something: a person with a link to their page, or a machine.
 *
 * @param props - `actor` is an entity ref or the name of a machine.
 */
export function Actor(props: { actor: string }) {
  const { actor } = props;
  const classes = useStyles();
  return PERSON_OR_GROUP.test(actor) ? (
    <EntityRefLink entityRef={actor} />
  ) : (
    <span
      className={classes.machine}
      title={`Reported by the machine ${actor}`}
    >
      <RiTerminalBoxLine size={14} aria-hidden />
      <Text truncate className={classes.name}>
        {actor.replace(/^external:/, '')}
      </Text>
    </span>
  );
}
