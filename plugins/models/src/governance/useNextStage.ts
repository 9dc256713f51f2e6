import { LifecycleStage } from '@modelry/backstage-plugin-models-common';
import { useOfferedVersions } from './useOfferedVersions';

const NEXT: Partial<Record<LifecycleStage, LifecycleStage>> = {
  development: 'validation',
  validation: 'production',
};

/** The stage that a version can be promoted to; nothing when there is none. */
export function useNextStage(options: {
  modelRef: string;
  version: string;
}): LifecycleStage | undefined {
  const { data } = useOfferedVersions(options.modelRef);
  const held = data?.find(({ version }) => version === options.version);
  return held && NEXT[held.stage];
}
