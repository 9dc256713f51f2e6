import {
  CompoundEntityRef,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { EntityRefLinks } from '@backstage/plugin-catalog-react';
import { RiUserUnfollowLine } from '@remixicon/react';
import { StatusBadge } from '../status';
import { useRecordLine } from './recordLines';

/**
 * Shows who owns a model.
 *
 * @param props - `catalogOwners` are those that the catalog knows; it follows an assignment
 *   a few seconds after the record.
 */
export function OwnerCell(props: {
  modelRef: string;
  catalogOwners: CompoundEntityRef[];
}) {
  const recorded = useRecordLine(props.modelRef).summary?.owner;
  const owners = recorded
    ? [recorded]
    : props.catalogOwners.map(owner => stringifyEntityRef(owner));
  return owners.length > 0 ? (
    <EntityRefLinks entityRefs={owners} defaultKind="group" />
  ) : (
    <NobodyBadge />
  );
}

/** Says that nobody owns a model. */
export function NobodyBadge() {
  return (
    <StatusBadge
      presentation={{
        label: 'Nobody',
        tone: 'warning',
        icon: RiUserUnfollowLine,
      }}
      detail="Nobody owns this model; select it and assign an owner"
    />
  );
}
