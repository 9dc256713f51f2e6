import { QueryKey } from '@tanstack/react-query';

/** Names what is asked about one model. */
export function modelKey(modelRef: string, ...rest: unknown[]): QueryKey {
  return ['models', 'model', modelRef, ...rest];
}

/** Names a list of the monitoring of all models. */
export function fleetKey(list: string, ...rest: string[]): QueryKey {
  return ['models', 'fleet', list, ...rest];
}

/** Names the list of sources of models and facts. */
export function sourcesKey(): QueryKey {
  return ['models', 'sources'];
}

/** Names a request for the summaries of several models. */
export function summariesKey(modelRefs: readonly string[]): QueryKey {
  return ['models', 'summaries', modelRefs];
}

/** Names a list of the governance board, which is about many models. */
export function boardKey(...rest: unknown[]): QueryKey {
  return ['models', 'board', ...rest];
}

/** Tells whether an answer says something about a model. */
export function isAboutModel(key: QueryKey, modelRef: string): boolean {
  const [plugin, subject, named] = key;
  if (plugin !== 'models') {
    return false;
  }
  if (subject === 'board' || subject === 'fleet') {
    return true;
  }
  return subject === 'summaries' && Array.isArray(named)
    ? named.includes(modelRef)
    : named === modelRef;
}
