import { makeStyles } from '@material-ui/core/styles';

/** What a record is printed with, whatever theme the screen has. */
const ON_PAPER = {
  '--bui-fg-primary': '#000',
  '--bui-fg-secondary': '#333',
  '--bui-border-1': '#999',
  '--bui-border-2': '#999',
  '--bui-bg-app': '#fff',
  '--bui-bg-neutral-1': '#fff',
  '--bui-bg-neutral-2': '#fff',
};

/** Makes the record look like a document, on the screen and on paper. */
export const useRecordStyles = makeStyles({
  '@global': {
    '@media print': {
      'html, body, #root': {
        backgroundColor: '#fff !important',
        height: 'auto !important',
        overflow: 'visible !important',
      },
      // The header that the portal gives the page is not part of the record.
      '[class*="bui-PluginHeader"]': { display: 'none !important' },
    },
    '@page': { margin: '18mm 16mm' },
  },
  record: {
    maxWidth: '60rem',
    margin: '0 auto',
    fontFamily: 'var(--bui-font-regular)',
    fontSize: 'var(--bui-font-size-3)',
    lineHeight: 1.5,
    color: 'var(--bui-fg-primary)',
    // Links, names and versions can be longer than a line.
    overflowWrap: 'anywhere',
    '& h1': { margin: 0, fontSize: '1.6rem', lineHeight: 1.25 },
    '& h2': {
      margin: 'var(--bui-space-6) 0 var(--bui-space-2)',
      fontSize: '1.15rem',
      borderBottom: '1px solid var(--bui-border-2)',
    },
    '& h3': {
      margin: 'var(--bui-space-4) 0 var(--bui-space-2)',
      fontSize: '1rem',
    },
    '& h4': { margin: 'var(--bui-space-3) 0 0', fontSize: 'inherit' },
    '& p': { margin: 'var(--bui-space-1) 0' },
    '& a': { color: 'inherit' },
    '& ul': { margin: 0, paddingInlineStart: 'var(--bui-space-5)' },
    '@media print': {
      ...ON_PAPER,
      maxWidth: 'none',
      fontSize: '10pt',
      '& h2, & h3, & h4': { breakAfter: 'avoid' },
      '& tr, & li': { breakInside: 'avoid' },
    },
  },
  toolbar: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: 'var(--bui-space-3)',
    marginBottom: 'var(--bui-space-5)',
    '@media print': { display: 'none' },
  },
  requirement: {
    '@media print': { breakInside: 'auto' },
  },
  facts: {
    display: 'grid',
    gridTemplateColumns: 'minmax(9rem, max-content) minmax(0, 1fr)',
    gap: 'var(--bui-space-1) var(--bui-space-4)',
    margin: 0,
    '& > div': { display: 'contents' },
    '& dt': { color: 'var(--bui-fg-secondary)' },
    '& dd': { margin: 0, overflowWrap: 'anywhere' },
  },
  table: {
    width: '100%',
    borderCollapse: 'collapse',
    fontSize: 'var(--bui-font-size-2)',
    '& th, & td': {
      padding: 'var(--bui-space-1) var(--bui-space-2)',
      border: '1px solid var(--bui-border-2)',
      textAlign: 'start',
      verticalAlign: 'top',
      overflowWrap: 'anywhere',
    },
    '& th': { whiteSpace: 'nowrap' },
    '& caption': {
      paddingBottom: 'var(--bui-space-1)',
      textAlign: 'start',
      color: 'var(--bui-fg-secondary)',
    },
    // A table that goes over several pages names its columns on each.
    '& thead': { display: 'table-header-group' },
  },
  mono: {
    fontFamily: 'var(--bui-font-monospace)',
    fontSize: '0.85em',
    overflowWrap: 'anywhere',
  },
  text: { whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' },
  verdict: {
    display: 'inline-block',
    padding: '0 var(--bui-space-2)',
    border: '1px solid currentColor',
    borderRadius: 'var(--bui-radius-2)',
    fontWeight: 'var(--bui-font-weight-bold)' as 'bold',
  },
});
