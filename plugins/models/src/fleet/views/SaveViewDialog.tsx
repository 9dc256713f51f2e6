import { Checkbox, Text, TextField } from '@backstage/ui';
import { useState } from 'react';
import { ActDialog } from '../../governance/acts/ActDialog';
import {
  Look,
  MOST_VIEWS,
  SavedViews,
  checkName,
  toView,
  withView,
} from './savedViews';
import { useSaving } from './useSaving';

const WHAT_IS_SAVED =
  'The filters, the order, the columns and the length of the page are saved for you, wherever you sign in. To share them, copy the address of the page.';

/**
 * Saves what somebody looks at as a view.
 *
 * @param props - `name` is what the view is called unless somebody says otherwise.
 */
export function SaveViewDialog(props: {
  saved: SavedViews;
  look: Look;
  name: string;
  save: (views: SavedViews) => Promise<void>;
  onSaved: (name: string) => void;
  onClose: () => void;
}) {
  const { saved, look, save, onSaved, onClose } = props;
  const [name, setName] = useState(props.name);
  const [isFirst, setFirst] = useState(saved.opensWith === props.name);
  const [wasTried, setWasTried] = useState(false);
  const trimmed = name.trim();
  const act = useSaving(save, () => {
    onSaved(trimmed);
    onClose();
  });
  const replaces = saved.views.some(view => view.name === trimmed);
  const problem = checkName(name) ?? checkRoom(saved, replaces);
  return (
    <ActDialog
      title="Save this view"
      intro={<Text as="p">{WHAT_IS_SAVED}</Text>}
      submitLabel={replaces ? 'Replace' : 'Save'}
      problemTitle="The view was not saved"
      act={act}
      isOpen
      onOpenChange={isOpen => !isOpen && onClose()}
      onSubmit={() => {
        setWasTried(true);
        if (!problem) {
          act.send(withView(saved, toView(trimmed, look), isFirst));
        }
      }}
    >
      <TextField
        label="Name"
        description={replaces ? 'Replaces your view of this name.' : undefined}
        isRequired
        validationBehavior="aria"
        validate={() => (wasTried ? problem ?? null : null)}
        value={name}
        onChange={setName}
      />
      <Checkbox isSelected={isFirst} onChange={setFirst}>
        Open the list of models with it
      </Checkbox>
    </ActDialog>
  );
}

function checkRoom(
  { views }: SavedViews,
  replaces: boolean,
): string | undefined {
  return !replaces && views.length >= MOST_VIEWS
    ? `You have ${MOST_VIEWS} views: delete one first`
    : undefined;
}
