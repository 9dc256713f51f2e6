import {
  MAX_SUMMARIES,
  ModelSummary,
} from '@modelry/backstage-plugin-models-common';
import { useMemo } from 'react';
import { Loadable, useModelSummaries } from '../api';
import { RelatedModel } from './relatedModels';
import { compareWorstFirst } from './worstFirst';

/** Models in the order to show them. */
export interface RankedModels {
  /** Absent while the first answer is awaited. */
  models: RelatedModel[] | undefined;
  /** The models that were asked about, by name. */
  asked: string[];
  /** What the record said about them. */
  summaries: Loadable<ModelSummary[]>;
}

/**
 * Puts the models that want attention first, as far as one request tells.
 *
 * @remarks
 *
 * Of many models only the first by name are ranked; the others follow as they are.
 * What the record does not answer about is left out: the model is gone, or the
 * person may not see it. When the record cannot be asked at all, every model stays.
 *
 * @param related - the models by name.
 */
export function useRankedModels(
  related: readonly RelatedModel[] | undefined,
): RankedModels {
  const asked = useMemo(
    () => related?.slice(0, MAX_SUMMARIES).map(m => m.modelRef) ?? [],
    [related],
  );
  const summaries = useModelSummaries(asked);
  const { data, error } = summaries;
  const models = useMemo(() => {
    if (!related || (!data && !error)) {
      return undefined;
    }
    if (!data) {
      return [...related];
    }
    const byRef = new Map(related.map(model => [model.modelRef, model]));
    const ranked = [...data]
      .sort(compareWorstFirst)
      .flatMap(({ modelRef }) => byRef.get(modelRef) ?? []);
    return [...ranked, ...related.slice(MAX_SUMMARIES)];
  }, [related, data, error]);
  return { models, asked, summaries };
}
