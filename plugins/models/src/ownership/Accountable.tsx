import { EntityRefLinks } from '@backstage/plugin-catalog-react';
import { ButtonIcon, Flex, Text } from '@backstage/ui';
import { OwnershipState } from '@modelry/backstage-plugin-models-common';
import { RiEditLine } from '@remixicon/react';
import { useState } from 'react';
import { Fact, Facts } from '../frame';
import { RolesDialog } from './assign/RolesDialog';

/** Shows who answers for the model in which role, and lets that be changed. */
export function Accountable(props: {
  modelRef: string;
  ownership: OwnershipState;
}) {
  const { modelRef, ownership } = props;
  const { roles, viewer } = ownership;
  const [edited, setEdited] = useState<string>();
  const role = roles.find(({ id }) => id === edited);
  if (roles.length === 0) {
    return null;
  }
  return (
    <>
      <Facts layout="rows">
        {roles.map(({ id, title, people }) => (
          <Fact key={id} name={title}>
            <Flex align="center" gap="1">
              {people.length > 0 ? (
                <span>
                  <EntityRefLinks
                    entityRefs={people.map(({ person }) => person)}
                    hideIcons
                  />
                </span>
              ) : (
                <Text color="secondary">Nobody</Text>
              )}
              {viewer.mayAssignRoles && (
                <ButtonIcon
                  size="small"
                  variant="tertiary"
                  aria-label={`Change ${title}`}
                  icon={<RiEditLine size={14} />}
                  onPress={() => setEdited(id)}
                />
              )}
            </Flex>
          </Fact>
        ))}
      </Facts>
      {role && (
        <RolesDialog
          modelRef={modelRef}
          role={role}
          onClose={() => setEdited(undefined)}
        />
      )}
    </>
  );
}
