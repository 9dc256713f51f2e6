import { Text } from '@backstage/ui';
import { Evidence } from '@modelry/backstage-plugin-models-common';
import { makeStyles } from '@material-ui/core/styles';
import { LongText, WebLink } from '../../frame';

const useStyles = makeStyles({
  list: {
    display: 'flex',
    flexDirection: 'column',
    gap: 'var(--bui-space-2)',
    margin: 0,
    padding: 0,
    listStyle: 'none',
  },
  item: {
    borderInlineStart: '2px solid var(--bui-border-2)',
    paddingInlineStart: 'var(--bui-space-3)',
  },
  text: { whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' },
});

/** Lists what a decision rests on. */
export function EvidenceList(props: { evidence: readonly Evidence[] }) {
  const { evidence } = props;
  const classes = useStyles();
  if (evidence.length === 0) {
    return null;
  }
  return (
    <ul className={classes.list} aria-label="Evidence">
      {evidence.map(({ title, link, text }, index) => (
        <li key={`${index} ${title}`} className={classes.item}>
          <Text
            as="div"
            variant="body-small"
            weight="bold"
            className={classes.text}
          >
            {title}
          </Text>
          {link && (
            <Text as="div" variant="body-small" className={classes.text}>
              <WebLink href={link} variant="body-small">
                {link}
              </WebLink>
            </Text>
          )}
          {text && (
            <LongText
              text={text}
              what={`the evidence ${title}`}
              variant="body-small"
            />
          )}
        </li>
      ))}
    </ul>
  );
}
