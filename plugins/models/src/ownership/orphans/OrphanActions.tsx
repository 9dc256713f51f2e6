import { useApi } from '@backstage/core-plugin-api';
import { Button, Flex, Text } from '@backstage/ui';
import { Orphan, OrphanProblem } from '@modelry/backstage-plugin-models-common';
import { useMutation } from '@tanstack/react-query';
import { modelsApiRef } from '../../api';
import { loadAll } from '../../api/loadAll';
import { explainError } from '../../frame';
import { BulkStep, planOf } from '../assign/bulkPlan';

/** More at once is no act that somebody can oversee. */
const MOST = 5_000;

/** Models that are to change hands, and to whom, when that is chosen already. */
export interface Task {
  modelRefs: string[];
  plan?: BulkStep[];
}

/** Has each model go to the owner that was chosen for it. */
export function taskOf(
  wanted: Array<{ modelRef: string; owner: string }>,
): Task {
  return {
    modelRefs: wanted.map(({ modelRef }) => modelRef),
    plan: planOf(wanted),
  };
}

/**
 * Says how many models are chosen, and what can be done with them.
 *
 * @param props - `more` is how many there are in all, when not all of them are shown.
 */
export function OrphanActions(props: {
  chosen: Orphan[];
  problem: OrphanProblem | undefined;
  more: number | undefined;
  onChooseAll: (all: Orphan[]) => void;
  onStart: (task: Task) => void;
}) {
  const { chosen, onStart } = props;
  const suggested = chosen.flatMap(({ modelRef, suggestions: [first] }) =>
    first ? [{ modelRef, owner: first.owner }] : [],
  );
  return (
    <Flex align="center" gap="3" style={{ flexWrap: 'wrap' }}>
      <Text role="status" color="secondary">
        {chosen.length === 0
          ? 'Select models to find an owner for many at once.'
          : `${chosen.length} selected`}
      </Text>
      <Button
        size="small"
        isDisabled={chosen.length === 0}
        onPress={() =>
          onStart({ modelRefs: chosen.map(({ modelRef }) => modelRef) })
        }
      >
        Assign owner
      </Button>
      <Button
        size="small"
        variant="secondary"
        isDisabled={suggested.length === 0}
        onPress={() => onStart(taskOf(suggested))}
      >
        Accept{' '}
        {suggested.length === 0
          ? 'suggestions'
          : `${suggested.length} suggestions`}
      </Button>
      <ChooseAll {...props} />
    </Flex>
  );
}

function ChooseAll(props: {
  problem: OrphanProblem | undefined;
  more: number | undefined;
  onChooseAll: (all: Orphan[]) => void;
}) {
  const { problem, more, onChooseAll } = props;
  const { client, cache } = useApi(modelsApiRef);
  const all = useMutation(
    {
      mutationFn: () =>
        loadAll(
          (cursor, limit) =>
            client.listOrphans({ limit, problem, ...(cursor && { cursor }) }),
          MOST,
        ),
      onSuccess: ({ items }) => onChooseAll(items),
    },
    cache,
  );
  return (
    <>
      {more !== undefined && (
        <Button
          size="small"
          variant="secondary"
          isPending={all.isPending}
          onPress={() => all.mutate()}
        >
          Select all {more}
        </Button>
      )}
      {all.error && (
        <Text role="alert" color="danger">
          Could not select them: {explainError(all.error)}
        </Text>
      )}
    </>
  );
}
