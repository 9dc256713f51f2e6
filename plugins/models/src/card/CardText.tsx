import { MarkdownContent } from '@backstage/core-components';
import { makeStyles } from '@material-ui/core/styles';
import { safeImage, safeLink } from './safeLinks';

const useStyles = makeStyles({
  text: {
    maxWidth: '60rem',
    overflowWrap: 'anywhere',
    color: 'var(--bui-fg-primary)',
    fontSize: 'var(--bui-font-size-3)',
    lineHeight: 1.6,
    // It is a part of the page, whose title is above it.
    '& h1': { fontSize: 'var(--bui-font-size-6)' },
    '& h2': { fontSize: 'var(--bui-font-size-5)' },
    '& h3, & h4, & h5, & h6': { fontSize: 'var(--bui-font-size-4)' },
    '& table': { display: 'block', overflowX: 'auto', maxWidth: '100%' },
    '& td, & th': { padding: 'var(--bui-space-2)', lineHeight: 1.5 },
    '& pre': { overflowX: 'auto' },
  },
});

/**
 * Shows the text of a card.
 *
 * @remarks
 *
 * Anybody may have written it: what of it is HTML is sanitised, and links lead nowhere
 * but to web pages and mail addresses.
 */
export function CardText(props: {
  markdown: string;
  location: string | undefined;
}) {
  const classes = useStyles();
  const { markdown, location } = props;
  return (
    <MarkdownContent
      className={classes.text}
      content={markdown}
      linkTarget={href => (href.startsWith('#') ? '_self' : '_blank')}
      transformLinkUri={href => safeLink(href, location)}
      transformImageUri={safeImage}
    />
  );
}
