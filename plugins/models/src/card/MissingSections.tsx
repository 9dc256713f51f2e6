import { Link } from '@backstage/core-components';
import { Flex, Text } from '@backstage/ui';
import {
  CARD_SECTIONS_SOURCE,
  CardSection,
} from '@modelry/backstage-plugin-models-common';
import { makeStyles } from '@material-ui/core/styles';

const useStyles = makeStyles({
  list: {
    margin: 0,
    paddingLeft: 'var(--bui-space-5)',
    color: 'var(--bui-fg-primary)',
  },
});

/** Names the sections that a card should have and has not. */
export function MissingSections(props: { sections: readonly CardSection[] }) {
  const classes = useStyles();
  const missing = props.sections.filter(({ present }) => !present);
  const source = (
    <Link to={CARD_SECTIONS_SOURCE.link}>{CARD_SECTIONS_SOURCE.title}</Link>
  );
  if (missing.length === 0) {
    return (
      <Text as="p" color="secondary">
        All sections that the {source} recommends are there.
      </Text>
    );
  }
  return (
    <Flex direction="column" gap="2">
      <Text as="p" id="missing-sections">
        {missing.length} of {props.sections.length} recommended sections are
        missing or empty:
      </Text>
      <ul className={classes.list} aria-labelledby="missing-sections">
        {missing.map(({ id, title, asks }) => (
          <li key={id}>
            <Text>
              {title}{' '}
              <Text as="span" color="secondary">
                – {asks}
              </Text>
            </Text>
          </li>
        ))}
      </ul>
      <Text as="p" variant="body-small" color="secondary">
        Recommended by the {source}.
      </Text>
    </Flex>
  );
}
