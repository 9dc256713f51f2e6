import { stringifyEntityRef } from '@backstage/catalog-model';
import { SearchDocument, SearchResult } from '@backstage/plugin-search-common';

/** Whether the catalog found a model. */
export function isModelResult({ type, document }: SearchResult): boolean {
  return type === 'software-catalog' && modelRefOf(document) !== undefined;
}

/**
 * The entity ref of the model that a search found; nothing when it found something else.
 *
 * @remarks
 *
 * The catalog's index tells kind and namespace, and where the page of the entity is, which
 * ends with its name.
 */
export function modelRefOf(document: SearchDocument): string | undefined {
  const { kind, namespace } = fieldsOf(document);
  const [path] = document.location.split(/[?#]/);
  const name = path.split('/').at(-1);
  if (!name || kind?.toLocaleLowerCase('en-US') !== 'model') {
    return undefined;
  }
  return stringifyEntityRef({ kind, namespace, name: decode(name) });
}

/** The field of a document of the catalog that names what the model is. */
export function typeOf(document: SearchDocument): string | undefined {
  return fieldsOf(document).type;
}

function fieldsOf(document: object): Record<string, string | undefined> {
  return Object.fromEntries(
    Object.entries(document).filter(([, value]) => typeof value === 'string'),
  );
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
