import { EntityInfoCard } from '@backstage/plugin-catalog-react';
import { makeStyles } from '@material-ui/core/styles';
import { ComponentProps } from 'react';

// Names and comments are what people and machines write: a word may be longer than a line.
const useStyles = makeStyles({
  card: { overflowWrap: 'anywhere' },
});

/** A card of a page, with a title. */
export function InfoCard(
  props: Omit<ComponentProps<typeof EntityInfoCard>, 'className'>,
) {
  return <EntityInfoCard {...props} className={useStyles().card} />;
}
