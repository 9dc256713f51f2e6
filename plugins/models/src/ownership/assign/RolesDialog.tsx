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
  const isUnchanged = sameHolders(role, all);
  return (
    <ActDialog
      title={role.title}
      intro={<Description role={role} />}
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
      <AddPerson
        picked={picked}
        problem={wasTried && isUnchanged ? 'Nothing has changed yet' : null}
        onPick={setPicked}
        onAdd={() => {
          setPeople(all);
          setPicked(null);
        }}
      />
    </ActDialog>
  );
}

function Description(props: { role: AccountableRole }) {
  const { description } = props.role;
  return description ? (
    <Text as="p" color="secondary">
      {description}.
    </Text>
  ) : null;
}

function sameHolders(role: AccountableRole, people: string[]): boolean {
  const before = role.people.map(({ person }) => person);
  return [...people].sort().join() === before.sort().join();
}

function AddPerson(props: {
  picked: PickedOwner | null;
  problem: string | null;
  onPick: (person: PickedOwner | null) => void;
  onAdd: () => void;
}) {
  const { picked, problem, onPick, onAdd } = props;
  return (
    <Flex direction="column" gap="2" align="start">
      <OwnerPicker
        label="Add a person"
        kinds={['user']}
        value={picked}
        problem={problem}
        onChange={onPick}
      />
      <Button
        size="small"
        variant="secondary"
        isDisabled={!picked}
        onPress={onAdd}
      >
        Add another
      </Button>
    </Flex>
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
