import { QueryKey } from '@tanstack/react-query';

/** Names what is asked about one model. */
export function modelKey(modelRef: string, ...rest: unknown[]): QueryKey {
  return ['models', 'model', modelRef, ...rest];
}

/** Names a list of all models, or of something that they have. */
export function fleetKey(list: string, ...rest: unknown[]): QueryKey {
  return ['models', 'fleet', list, ...rest];
}

/** Names how all models, or those that a filter lets through, were on the last days. */
export function trendKey(filter: object): QueryKey {
  return ['models', 'trend', filter];
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

/** Tells whether an answer is about all models, whichever of them changes. */
export function isAboutAll([plugin, subject]: QueryKey): boolean {
  return plugin === 'models' && (subject === 'board' || subject === 'fleet');
}

/** Tells whether an answer says something about a model in particular. */
export function isAboutModel(key: QueryKey, modelRef: string): boolean {
  const [plugin, subject, named] = key;
  if (plugin !== 'models') {
    return false;
  }
  return subject === 'summaries' && Array.isArray(named)
    ? named.includes(modelRef)
    : named === modelRef;
}
