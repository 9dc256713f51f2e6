import { Entity } from '@backstage/catalog-model';

// What `JSON.stringify` writes for a NUL and for half of a character.
const IN_JSON = /\\u(0000|d[89a-f])/;

const NUL = /\0/g;
const HALF_A_CHARACTER = /\p{Surrogate}/gu;

/**
 * The entity without what no database keeps: NULs, and replacement characters for halves
 * of characters. YAML can hold both, and nobody means them.
 */
export function withStorableText<T extends Entity>(entity: T): T {
  // Hardly any entity has one, and that is found out much faster.
  const json = JSON.stringify(entity);
  return IN_JSON.test(json)
    ? JSON.parse(json, (_key, value: unknown) =>
        typeof value === 'string' ? storable(value) : value,
      )
    : entity;
}

function storable(text: string): string {
  return text.replace(NUL, '').replace(HALF_A_CHARACTER, '\uFFFD');
}

/** The beginning of a text, cut between two characters. */
export function cutText(text: string, length: number): string {
  return text.slice(0, length).replace(/[\ud800-\udbff]$/, '');
}
