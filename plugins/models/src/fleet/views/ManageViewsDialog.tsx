import { Button, Flex, Select, Text, TextField } from '@backstage/ui';
import { useState } from 'react';
import { ActDialog } from '../../governance/acts/ActDialog';
import { SavedView, SavedViews, checkName } from './savedViews';
import { useSaving } from './useSaving';

/** A view while it is renamed; its place tells it from others. */
type Draft = SavedView & { id: number };

const ALL = 'all';

/** Renames and deletes views, and chooses with which of them the list opens. */
export function ManageViewsDialog(props: {
  saved: SavedViews;
  save: (views: SavedViews) => Promise<void>;
  onClose: () => void;
}) {
  const { saved, save, onClose } = props;
  const [drafts, setDrafts] = useState<readonly Draft[]>(() =>
    saved.views.map((view, id) => ({ ...view, id })),
  );
  const [first, setFirst] = useState(() =>
    saved.views.findIndex(({ name }) => name === saved.opensWith),
  );
  const act = useSaving(save, onClose);
  const rename = (id: number, name: string) =>
    setDrafts(
      drafts.map(draft => (draft.id === id ? { ...draft, name } : draft)),
    );
  return (
    <ActDialog
      title="Manage views"
      submitLabel="Save"
      problemTitle="The views were not saved"
      act={act}
      isOpen
      onOpenChange={isOpen => !isOpen && onClose()}
      onSubmit={() => {
        if (drafts.every(draft => !problemOf(draft, drafts))) {
          act.send(toViews(drafts, first));
        }
      }}
    >
      {drafts.length === 0 && (
        <Text as="p">All views will be deleted when you save.</Text>
      )}
      {drafts.map(draft => (
        <DraftRow
          key={draft.id}
          was={saved.views[draft.id].name}
          draft={draft}
          problem={problemOf(draft, drafts)}
          onRename={name => rename(draft.id, name)}
          onDelete={() => setDrafts(drafts.filter(({ id }) => id !== draft.id))}
        />
      ))}
      <FirstView drafts={drafts} first={first} onChange={setFirst} />
    </ActDialog>
  );
}

function FirstView(props: {
  drafts: readonly Draft[];
  first: number;
  onChange: (id: number) => void;
}) {
  const { drafts, first, onChange } = props;
  return (
    <Select
      label="The list opens with"
      options={[
        { value: ALL, label: 'All models' },
        ...drafts.map(({ id, name }) => ({ value: String(id), label: name })),
      ]}
      value={drafts.some(({ id }) => id === first) ? String(first) : ALL}
      onChange={value => onChange(value === ALL ? -1 : Number(value))}
    />
  );
}

function DraftRow(props: {
  was: string;
  draft: Draft;
  problem: string | undefined;
  onRename: (name: string) => void;
  onDelete: () => void;
}) {
  const { was, draft, problem, onRename, onDelete } = props;
  return (
    <Flex align="start" gap="2">
      <div style={{ flex: 1 }}>
        <TextField
          aria-label={`Name of ${was}`}
          validationBehavior="aria"
          validate={() => problem ?? null}
          value={draft.name}
          onChange={onRename}
        />
      </div>
      <Button
        variant="secondary"
        aria-label={`Delete ${was}`}
        onPress={onDelete}
      >
        Delete
      </Button>
    </Flex>
  );
}

function problemOf(draft: Draft, drafts: readonly Draft[]): string | undefined {
  const others = drafts.filter(({ id }) => id !== draft.id);
  return checkName(
    draft.name,
    others.map(({ name }) => name.trim()),
  );
}

function toViews(drafts: readonly Draft[], first: number): SavedViews {
  const views = drafts.map(({ id, name, ...view }) => ({
    ...view,
    name: name.trim(),
  }));
  const at = drafts.findIndex(({ id }) => id === first);
  return {
    views: [...views].sort((a, b) => a.name.localeCompare(b.name)),
    ...(at >= 0 && { opensWith: views[at].name }),
  };
}
