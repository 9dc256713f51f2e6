import { Button, Flex, Tag, TagGroup, Text } from '@backstage/ui';
import { AccountableRole } from '@modelry/backstage-plugin-models-common';
import { useState } from 'react';
import { ActDialog } from '../../governance/acts/ActDialog';
import { useAct } from '../../governance/acts/useAct';
import { OwnerPicker, PickedOwner } from './OwnerPicker';

/** Lets a person say who answers for a model in a role. */
export function RolesDialog(props: {
  modelRef: string;
  role: AccountableRole;
  onClose: () => void;
}) {
  const { modelRef, role, onClose } = props;
  const [people, setPeople] = useState(role.people.map(({ person }) => person));
  const [picked, setPicked] = useState<PickedOwner | null>(null);
  const [wasTried, setWasTried] = useState(false);
  const act = useAct<string[]>({
    modelRef,
    act: (client, holders) =>
      client.assignRole(modelRef, { role: role.id, people: holders }),
    done: () => `You changed who it has as ${role.title}`,
    onDone: onClose,
  });
  // Whoever was picked last and not added yet was picked to be added.
  const all = picked ? [...new Set([...people, picked.id])] : people;
  const isUnchanged =
    [...all].sort().join() ===
    role.people
      .map(({ person }) => person)
      .sort()
      .join();
  return (
    <ActDialog
      title={role.title}
      intro={
        role.description && (
          <Text as="p" color="secondary">
            {role.description}.
          </Text>
        )
      }
      submitLabel="Save"
      problemTitle="Nobody was named"
      act={act}
      isOpen
      onOpenChange={open => !open && onClose()}
      onSubmit={() => {
        setWasTried(true);
        if (!isUnchanged) {
          act.send(all);
        }
      }}
    >
      <People
        people={people}
        onRemove={gone => setPeople(people.filter(ref => !gone.has(ref)))}
      />
      <Flex direction="column" gap="2" align="start">
        <OwnerPicker
          label="Add a person"
          kinds={['user']}
          value={picked}
          problem={wasTried && isUnchanged ? 'Nothing has changed yet' : null}
          onChange={setPicked}
        />
        <Button
          size="small"
          variant="secondary"
          isDisabled={!picked}
          onPress={() => {
            setPeople(all);
            setPicked(null);
          }}
        >
          Add another
        </Button>
      </Flex>
    </ActDialog>
  );
}

function People(props: {
  people: string[];
  onRemove: (people: Set<unknown>) => void;
}) {
  const { people, onRemove } = props;
  return people.length > 0 ? (
    <TagGroup aria-label="People in this role" onRemove={onRemove}>
      {people.map(person => (
        <Tag key={person} id={person} textValue={person}>
          {person.replace('user:default/', '')}
        </Tag>
      ))}
    </TagGroup>
  ) : (
    <Text as="p">Nobody holds this role.</Text>
  );
}
