import { EntityRefLinks } from '@backstage/plugin-catalog-react';
import { Text } from '@backstage/ui';
import {
  RequirementState,
  roleOfApprover,
} from '@modelry/backstage-plugin-models-common';

/** Names those who may act: groups and people, and roles with whoever holds them now. */
export function Approvers(props: {
  named: readonly string[];
  roles: RequirementState['roles'];
}) {
  const { named, roles = [] } = props;
  const direct = named.filter(ref => roleOfApprover(ref) === undefined);
  const byRole = roles.filter(({ id }) =>
    named.some(ref => roleOfApprover(ref) === id),
  );
  return (
    <>
      {direct.length > 0 && (
        <div>
          <EntityRefLinks entityRefs={direct} />
        </div>
      )}
      {byRole.map(({ id, title, people }) => (
        <div key={id}>
          {title} of the model:{' '}
          {people.length > 0 ? (
            <EntityRefLinks entityRefs={people} />
          ) : (
            <Text as="span" color="secondary">
              nobody
            </Text>
          )}
        </div>
      ))}
    </>
  );
}
