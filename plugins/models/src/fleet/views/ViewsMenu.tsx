import {
  Button,
  Menu,
  MenuItem,
  MenuSection,
  MenuSeparator,
  MenuTrigger,
} from '@backstage/ui';
import {
  RiBookmarkLine,
  RiCheckLine,
  RiSaveLine,
  RiSettings3Line,
} from '@remixicon/react';
import { makeStyles } from '@material-ui/core/styles';
import { useState } from 'react';
import { FleetNavigation } from '../page/useFleetAddress';
import { ManageViewsDialog } from './ManageViewsDialog';
import { SavedView, SavedViews, isShown, lookOf } from './savedViews';
import { SaveViewDialog } from './SaveViewDialog';
import { useOpeningView } from './useOpeningView';
import { useSavedViews } from './useSavedViews';

const DIALOGS = [
  { id: 'save', label: 'Save this view…', icon: <RiSaveLine size={16} /> },
  { id: 'manage', label: 'Manage views…', icon: <RiSettings3Line size={16} /> },
] as const;

const useStyles = makeStyles({
  // A long name would push the search and the exports away.
  name: {
    maxWidth: '14rem',
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
  },
});

type DialogName = (typeof DIALOGS)[number]['id'];

/** Lets a person save how they look at the list, and come back to it. */
export function ViewsMenu(props: {
  navigation: FleetNavigation;
  columns: readonly string[];
  setColumns: (columns: readonly string[]) => void;
}) {
  const { navigation, columns, setColumns } = props;
  const { saved, isKnown, save } = useSavedViews();
  const [dialog, setDialog] = useState<DialogName>();
  const [chosen, setChosen] = useState<string>();
  useOpeningView({ ...props, saved, isKnown });
  const look = { address: navigation.address, columns };
  const shown = saved.views.find(view => isShown(view, look));
  const show = (view: SavedView) => {
    const { address, columns: ofView } = lookOf(view);
    setChosen(view.name);
    setColumns(ofView);
    navigation.change(address);
  };
  const close = () => setDialog(undefined);
  return (
    <>
      <ViewsButton {...{ saved, shown }} onShow={show} onAsk={setDialog} />
      {dialog === 'save' && (
        <SaveViewDialog
          {...{ saved, look, save }}
          name={shown?.name ?? chosen ?? ''}
          onSaved={setChosen}
          onClose={close}
        />
      )}
      {dialog === 'manage' && (
        <ManageViewsDialog {...{ saved, save }} onClose={close} />
      )}
    </>
  );
}

function ViewsButton(props: {
  saved: SavedViews;
  shown: SavedView | undefined;
  onShow: (view: SavedView) => void;
  onAsk: (dialog: DialogName) => void;
}) {
  const { saved, shown, onShow, onAsk } = props;
  const classes = useStyles();
  return (
    <MenuTrigger>
      <Button
        variant="secondary"
        iconStart={<RiBookmarkLine size={16} />}
        aria-label={shown ? `Views: ${shown.name}` : 'Views'}
      >
        <span className={classes.name}>{shown ? shown.name : 'Views'}</span>
      </Button>
      <Menu>
        {saved.views.length > 0 && (
          <ViewItems {...{ shown, onShow }} {...saved} />
        )}
        {saved.views.length > 0 && <MenuSeparator />}
        {DIALOGS.filter(
          ({ id }) => id === 'save' || saved.views.length > 0,
        ).map(({ id, label, icon }) => (
          <MenuItem key={id} iconStart={icon} onAction={() => onAsk(id)}>
            {label}
          </MenuItem>
        ))}
      </Menu>
    </MenuTrigger>
  );
}

function ViewItems(props: {
  views: readonly SavedView[];
  opensWith?: string;
  shown: SavedView | undefined;
  onShow: (view: SavedView) => void;
}) {
  const { views, opensWith, shown, onShow } = props;
  return (
    <MenuSection title="Your views">
      {views.map(view => (
        <MenuItem
          key={view.name}
          textValue={view.name}
          iconStart={view === shown ? <RiCheckLine size={16} /> : undefined}
          onAction={() => onShow(view)}
        >
          {view.name === opensWith ? `${view.name} (opens first)` : view.name}
        </MenuItem>
      ))}
    </MenuSection>
  );
}
