import {
  Button,
  Flex,
  Text,
  ToggleButton,
  ToggleButtonGroup,
} from '@backstage/ui';
import {
  ORPHAN_PROBLEMS,
  Orphan,
  OrphanCounts,
  OrphanProblem,
} from '@modelry/backstage-plugin-models-common';
import { useCallback, useState } from 'react';
import { useSearchParams } from 'react-router-dom';
import { EmptyState, LoadMore, Loaded } from '../../frame';
import { BulkAssignDialog } from '../assign/BulkAssignDialog';
import { OrphanActions, Task, taskOf } from './OrphanActions';
import { OrphanTable } from './OrphanTable';
import { PROBLEM_WORDS } from './problems';
import { useOrphans } from './useOrphans';

type Selected = 'all' | Set<string | number>;

/** Lists the models that nobody answers for, and lets owners be found for them. */
export function OrphansView() {
  const [params, setParams] = useSearchParams();
  const problem = ORPHAN_PROBLEMS.find(p => p === params.get('problem'));
  const pages = useOrphans(problem);
  const [selected, setSelected] = useState<Selected>(new Set());
  const [task, setTask] = useState<Task>();
  const choose = (chosen: OrphanProblem | undefined) => {
    setSelected(new Set());
    setParams(chosen ? { problem: chosen } : {}, { replace: true });
  };
  return (
    <Flex direction="column" gap="4">
      <Text as="p" color="secondary">
        Models without an owner, with an owner that the catalog does not know,
        or with a group without people.
      </Text>
      {pages.counts && (
        <Problems counts={pages.counts} chosen={problem} onChoose={choose} />
      )}
      <Loaded what="the models without owners" loadable={pages} lines={6}>
        {orphans =>
          orphans.length === 0 ? (
            <NoOrphans problem={problem} pages={pages} onChoose={choose} />
          ) : (
            <Found
              orphans={orphans}
              pages={pages}
              problem={problem}
              total={
                problem ? pages.counts?.problems[problem] : pages.counts?.total
              }
              selection={[selected, setSelected]}
              onStart={setTask}
            />
          )
        }
      </Loaded>
      {task && (
        <BulkAssignDialog
          {...task}
          onChanged={() => setSelected(new Set())}
          onClose={() => setTask(undefined)}
        />
      )}
    </Flex>
  );
}

/** Says that nothing is wrong, or that something else is. */
function NoOrphans(props: {
  problem: OrphanProblem | undefined;
  pages: ReturnType<typeof useOrphans>;
  onChoose: (problem: OrphanProblem | undefined) => void;
}) {
  const { problem, pages, onChoose } = props;
  const others = pages.counts?.total ?? 0;
  if (problem && others > 0) {
    return (
      <EmptyState title={PROBLEM_WORDS[problem].none}>
        <Text as="p" color="secondary">
          {others === 1
            ? 'Nobody answers for one model, for another reason.'
            : `Nobody answers for ${others} models, for other reasons.`}
        </Text>
        <Button
          size="small"
          variant="secondary"
          onPress={() => onChoose(undefined)}
        >
          Show all
        </Button>
      </EmptyState>
    );
  }
  return (
    <EmptyState title="Somebody answers for every model">
      <Text as="p" color="secondary">
        At least for every model that you may see.
      </Text>
    </EmptyState>
  );
}

function Found(props: {
  orphans: Orphan[];
  pages: ReturnType<typeof useOrphans>;
  problem: OrphanProblem | undefined;
  total: number | undefined;
  selection: [Selected, (selected: Selected) => void];
  onStart: (task: Task) => void;
}) {
  const { orphans, pages, problem, total, onStart } = props;
  const [selected, setSelected] = props.selection;
  const [every, setEvery] = useEveryOrphan(selected);
  const accept = useCallback(
    ({ modelRef }: Orphan, { owner }: { owner: string }) =>
      onStart(taskOf([{ modelRef, owner }])),
    [onStart],
  );
  return (
    <>
      <OrphanActions
        chosen={
          every ??
          orphans.filter(
            ({ modelRef }) => selected === 'all' || selected.has(modelRef),
          )
        }
        problem={problem}
        more={total !== undefined && total > orphans.length ? total : undefined}
        onChooseAll={all => {
          setSelected('all');
          setEvery(all);
        }}
        onStart={onStart}
      />
      <OrphanTable
        orphans={orphans}
        selected={selected}
        onSelect={keys => {
          setEvery(undefined);
          setSelected(keys === 'all' ? 'all' : new Set(keys));
        }}
        onAccept={accept}
      />
      <LoadMore pages={pages} what="models" order="first" total={total} />
    </>
  );
}

// Those of pages that are not shown are chosen as long as all on the page are.
function useEveryOrphan(selected: Selected) {
  const [every, setEvery] = useState<Orphan[]>();
  return [selected === 'all' ? every : undefined, setEvery] as const;
}

function Problems(props: {
  counts: OrphanCounts;
  chosen: OrphanProblem | undefined;
  onChoose: (problem: OrphanProblem | undefined) => void;
}) {
  const { counts, chosen, onChoose } = props;
  return (
    <ToggleButtonGroup
      aria-label="What is wrong"
      selectionMode="single"
      disallowEmptySelection
      selectedKeys={[chosen ?? 'all']}
      onSelectionChange={keys =>
        onChoose(ORPHAN_PROBLEMS.find(problem => keys.has(problem)))
      }
    >
      <ToggleButton id="all">All ({counts.total})</ToggleButton>
      {ORPHAN_PROBLEMS.map(problem => (
        <ToggleButton key={problem} id={problem}>
          {PROBLEM_WORDS[problem].label} ({counts.problems[problem]})
        </ToggleButton>
      ))}
    </ToggleButtonGroup>
  );
}
