import {
  LifecycleStage,
  findStage,
} from '@modelry/backstage-plugin-models-common';
import { useLifecycle } from '../api';
import { useOfferedVersions } from './useOfferedVersions';

/**
 * The stage that a version can be promoted to: the next one that is no end; nothing when
 * there is none.
 */
export function useNextStage(options: {
  modelRef: string;
  version: string;
}): LifecycleStage | undefined {
  const { data } = useOfferedVersions(options.modelRef);
  const { lifecycle } = useLifecycle();
  const held = data?.find(({ version }) => version === options.version);
  if (!held || findStage(lifecycle, held.stage)?.kind === 'ended') {
    return undefined;
  }
  const at = lifecycle.stages.findIndex(({ id }) => id === held.stage);
  const next = lifecycle.stages[at + 1];
  return next && next.kind !== 'ended' ? next.id : undefined;
}
