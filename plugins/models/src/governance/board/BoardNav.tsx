import { BoardFacets } from '@modelry/backstage-plugin-models-common';
import { makeStyles } from '@material-ui/core/styles';
import { NavLink, useLocation } from 'react-router-dom';
import { VIEW_FACTS, VIEWS } from './views';

const useStyles = makeStyles({
  nav: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: 'var(--bui-space-1)',
    borderBottom: '1px solid var(--bui-border-2)',
  },
  link: {
    display: 'inline-flex',
    alignItems: 'center',
    gap: 'var(--bui-space-1)',
    padding: 'var(--bui-space-2)',
    borderBottom: '2px solid transparent',
    marginBottom: -1,
    fontFamily: 'var(--bui-font-regular)',
    fontSize: 'var(--bui-font-size-3)',
    color: 'var(--bui-fg-secondary)',
    textDecoration: 'none',
    '&:hover': { color: 'var(--bui-fg-primary)' },
    '&:focus-visible': {
      outline: '2px solid var(--bui-ring)',
      outlineOffset: -2,
    },
    '&.active': {
      color: 'var(--bui-fg-primary)',
      fontWeight: 'var(--bui-font-weight-bold)' as 'bold',
      borderBottomColor: 'currentColor',
    },
  },
  count: {
    minWidth: '1.5em',
    padding: '0 var(--bui-space-1)',
    borderRadius: 'var(--bui-radius-full)',
    backgroundColor: 'var(--bui-bg-neutral-2)',
    color: 'var(--bui-fg-primary)',
    fontSize: 'var(--bui-font-size-2)',
    fontWeight: 'normal',
    textAlign: 'center',
  },
});

/** Leads to the views of the board, and says how much there is on each. */
export function BoardNav(props: {
  facets: BoardFacets | undefined;
  base: string;
}) {
  const { facets, base } = props;
  const { search } = useLocation();
  const classes = useStyles();
  return (
    <nav className={classes.nav} aria-label="Views of the board">
      {VIEWS.map(view => {
        const { title, path, count } = VIEW_FACTS[view];
        return (
          <NavLink
            key={view}
            className={classes.link}
            // The filters stay when the view changes.
            to={{ pathname: path ? `${base}/${path}` : base, search }}
            end
          >
            {title}
            {facets && (
              <span className={classes.count}>
                {count(facets).toLocaleString('en')}
              </span>
            )}
          </NavLink>
        );
      })}
    </nav>
  );
}
