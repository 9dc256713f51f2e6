import { ModelSummary } from '@modelry/backstage-plugin-models-common';
import { createContext, ReactNode, useContext, useMemo } from 'react';
import { Loadable, useModelSummaries } from '../api';

/** What the record says about one model of a table. */
export interface RecordLine {
  /** Absent while it is loading, and when it cannot be had. */
  summary: ModelSummary | undefined;
  isLoading: boolean;
  /** Why the newest request failed, if it did. */
  error: Error | undefined;
  /** Asks again for all models that were asked about together. */
  retry: () => void;
}

type FindLine = (modelRef: string) => RecordLine;

const FindLineContext = createContext<FindLine>(() => ({
  summary: undefined,
  isLoading: true,
  error: undefined,
  retry: () => {},
}));

/** The line of a model, from whichever request around asks about it. */
export function useRecordLine(modelRef: string): RecordLine {
  return useContext(FindLineContext)(modelRef);
}

/**
 * Loads the lines of all models of a table at once, for the cells inside.
 *
 * @param props - `modelRefs` are the models that are on the screen.
 */
export function ModelSummariesProvider(props: {
  modelRefs: readonly string[];
  children: ReactNode;
}) {
  const { modelRefs, children } = props;
  return (
    <RecordLinesProvider
      modelRefs={modelRefs}
      summaries={useModelSummaries(modelRefs)}
    >
      {children}
    </RecordLinesProvider>
  );
}

/**
 * Hands lines that are loaded elsewhere to the cells inside.
 *
 * @param props - `modelRefs` are the models that were asked about.
 */
export function RecordLinesProvider(props: {
  modelRefs: readonly string[];
  summaries: Loadable<ModelSummary[]>;
  children: ReactNode;
}) {
  const { modelRefs, children } = props;
  const { data, error, isLoading, retry } = props.summaries;
  const findElsewhere = useContext(FindLineContext);
  const findLine = useMemo<FindLine>(() => {
    const asked = new Set(modelRefs);
    const byRef = new Map(data?.map(summary => [summary.modelRef, summary]));
    return modelRef =>
      asked.has(modelRef)
        ? { summary: byRef.get(modelRef), error, isLoading, retry }
        : findElsewhere(modelRef);
  }, [modelRefs, data, error, isLoading, retry, findElsewhere]);
  return (
    <FindLineContext.Provider value={findLine}>
      {children}
    </FindLineContext.Provider>
  );
}
