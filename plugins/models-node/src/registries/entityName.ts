import { createHash } from 'node:crypto';

const VALID = /^[a-z0-9]+([-_.][a-z0-9]+)*$/;
const LONGEST = 63;
const HASH_LENGTH = 8;

/**
 * The name of the entity of a model that a registry knows by any name.
 *
 * @remarks
 *
 * A name that the catalog allows stays. Another is made readable, and carries a part of the
 * hash of the whole name: it depends on nothing but the name itself, so that no model that
 * comes or goes ever renames another. Capital letters count, for the catalog ignores them.
 *
 * @public
 */
export function entityNameOf(name: string): string {
  if (VALID.test(name) && name.length <= LONGEST) {
    return name;
  }
  const readable = name
    .normalize('NFKD')
    .toLocaleLowerCase('en-US')
    .replace(/\p{Mark}/gu, '')
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, LONGEST - HASH_LENGTH - 1)
    .replace(/^-+|(?<!-)-+$/g, '');
  const hash = createHash('sha256')
    .update(name)
    .digest('hex')
    .slice(0, HASH_LENGTH);
  return `${readable || 'model'}-${hash}`;
}
