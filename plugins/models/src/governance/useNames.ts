import { ModelOverview } from '@modelry/backstage-plugin-models-common';
import { useModelOverview } from '../api';
import { usePresentStage } from '../status';

/** Says what stages and requirements are called. */
export interface Names {
  stage: (id: string) => string;
  /** The id when the requirement is asked for no more, and nobody knows its title. */
  requirement: (id: string) => string;
}

/** Names the configured stages, and the requirements that are asked for of a model. */
export function useNames(modelRef: string): Names {
  return useNamesIn(useModelOverview(modelRef).data);
}

/** As {@link useNames}, by what is known of the model already. */
export function useNamesIn(overview: ModelOverview | undefined): Names {
  const present = usePresentStage();
  return {
    stage: id => present(id).label,
    requirement: id => titleOf(overview, id) ?? id,
  };
}

function titleOf(overview: ModelOverview | undefined, id: string) {
  return overview?.governance.requirements.find(one => one.id === id)?.title;
}
