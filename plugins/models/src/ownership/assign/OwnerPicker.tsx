import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { useApi } from '@backstage/core-plugin-api';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { Combobox, useAsyncList } from '@backstage/ui';

const SHOWN = 20;
const FIELDS = [
  'kind',
  'metadata.name',
  'metadata.namespace',
  'metadata.title',
  'spec.profile.displayName',
];

/** Somebody whom the catalog knows. */
export interface PickedOwner {
  id: string;
  label: string;
  description?: string;
}

/**
 * Chooses a group or user of the catalog, which is searched as one types.
 *
 * @param props - `kinds` are those to choose from.
 */
export function OwnerPicker(props: {
  label: string;
  description?: string;
  kinds: ReadonlyArray<'group' | 'user'>;
  value: PickedOwner | null;
  problem: string | null;
  onChange: (owner: PickedOwner | null) => void;
}) {
  const { label, description, kinds, value, problem, onChange } = props;
  const catalog = useApi(catalogApiRef);
  const list = useAsyncList<PickedOwner>({
    initialFilterText: value?.label ?? '',
    async load({ filterText = '' }) {
      // What was picked is not what is searched for.
      const term = filterText === value?.label ? '' : filterText.trim();
      const { items } = await catalog.queryEntities({
        filter: { kind: [...kinds] },
        ...(term && {
          fullTextFilter: {
            term,
            fields: [
              'metadata.name',
              'metadata.title',
              'spec.profile.displayname',
            ],
          },
        }),
        fields: FIELDS,
        orderFields: [{ field: 'metadata.name', order: 'asc' }],
        limit: SHOWN,
      });
      return { items: items.map(toOption) };
    },
  });
  return (
    <Combobox
      label={label}
      description={problem ?? description}
      placeholder="Search the catalog"
      isRequired
      isInvalid={problem !== null}
      validationBehavior="aria"
      options={list}
      search={{ mode: 'server' }}
      // Dialogs focus their first field: the list must not open with them.
      menuTrigger="input"
      value={value}
      onChange={onChange}
    />
  );
}

function toOption(entity: Entity): PickedOwner {
  const id = stringifyEntityRef(entity);
  return {
    id,
    label:
      displayNameOf(entity) ?? entity.metadata.title ?? entity.metadata.name,
    description: id,
  };
}

function displayNameOf({ spec }: Entity): string | undefined {
  const profile = Object(spec?.profile);
  return typeof profile.displayName === 'string' && profile.displayName
    ? profile.displayName
    : undefined;
}
