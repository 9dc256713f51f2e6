import {
  Lifecycle,
  LifecycleStage,
  findStage,
} from '@modelry/backstage-plugin-models-common';
import {
  RemixiconComponentType,
  RiArchiveLine,
  RiFlaskLine,
  RiInboxArchiveLine,
  RiQuestionLine,
  RiRocketLine,
  RiSearchEyeLine,
} from '@remixicon/react';
import { useLifecycle } from '../api/useLifecycle';
import { StatusPresentation, StatusTone } from './StatusBadge';

type Look = { tone: StatusTone; icon: RemixiconComponentType };

const LOOKS: Record<Lifecycle['stages'][number]['kind'], Look> = {
  start: { tone: 'neutral', icon: RiFlaskLine },
  'on-the-way': { tone: 'info', icon: RiSearchEyeLine },
  'in-use': { tone: 'success', icon: RiRocketLine },
  ended: { tone: 'neutral', icon: RiInboxArchiveLine },
};

/**
 * How a stage looks.
 *
 * @param isKnown - whether the configured stages are those of `lifecycle`; if not, one
 *   that is not among them may still be configured.
 */
export function presentStage(
  lifecycle: Lifecycle,
  id: LifecycleStage,
  isKnown: boolean = true,
): StatusPresentation {
  const stage = findStage(lifecycle, id);
  if (!stage) {
    return isKnown
      ? {
          label: `${id} (unknown stage)`,
          tone: 'warning',
          icon: RiQuestionLine,
        }
      : { label: id, tone: 'neutral', icon: RiQuestionLine };
  }
  const ends = lifecycle.stages.filter(({ kind }) => kind === 'ended');
  const isLastOfMany = ends.length > 1 && ends[ends.length - 1].id === id;
  return {
    label: stage.title,
    ...LOOKS[stage.kind],
    ...(isLastOfMany && { icon: RiArchiveLine }),
  };
}

/** Says how stages look, as they are configured. */
export function usePresentStage(): (id: LifecycleStage) => StatusPresentation {
  const { lifecycle, isKnown } = useLifecycle();
  return id => presentStage(lifecycle, id, isKnown);
}

/** Names a stage in a sentence. */
export function StageName(props: { stage: LifecycleStage }) {
  return <>{usePresentStage()(props.stage).label}</>;
}
