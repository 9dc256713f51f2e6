import {
  Entity,
  getEntitySourceLocation,
  parseLocationRef,
} from '@backstage/catalog-model';
import { ScmIntegrations } from '@backstage/integration';
import { dirname, isAbsolute, resolve } from 'node:path';

/** Where the card of a model is. */
export type CardPlace =
  | { kind: 'url'; url: string; shownAs: string }
  | { kind: 'file'; path: string; shownAs: string }
  | { kind: 'nowhere'; problem: string; shownAs: string };

/**
 * Resolves what an entity says about its card: a URL, or a path relative to where the
 * entity is from.
 */
export function locateCard(
  entity: Entity,
  card: string,
  integrations: ScmIntegrations,
): CardPlace {
  if (/^[a-z][a-z0-9+.-]*:/i.test(card)) {
    return toUrl(card, card);
  }
  const source = sourceOf(entity);
  if (source?.type === 'url') {
    return resolveUrl(card, source.target, integrations);
  }
  if (source?.type === 'file' && !isAbsolute(card)) {
    const path = resolve(dirname(source.target), card);
    return { kind: 'file', path, shownAs: card };
  }
  return nowhere(
    card,
    source?.type === 'file'
      ? 'it must be a relative path'
      : 'the model is from no file that it could be relative to',
  );
}

function resolveUrl(
  card: string,
  base: string,
  integrations: ScmIntegrations,
): CardPlace {
  try {
    return toUrl(integrations.resolveUrl({ url: card, base }), card);
  } catch {
    return nowhere(card, `it is no path relative to ${base}`);
  }
}

function toUrl(url: string, card: string): CardPlace {
  if (!/^https?:$/.test(URL.canParse(url) ? new URL(url).protocol : '')) {
    return nowhere(card, 'only http and https URLs are read');
  }
  const { username, password } = new URL(url);
  return username || password
    ? nowhere('a URL with a password', 'a URL must not hold credentials')
    : { kind: 'url', url, shownAs: url };
}

function nowhere(card: string, why: string): CardPlace {
  return {
    kind: 'nowhere',
    shownAs: card,
    problem: `spec.card cannot be read: ${why}. Write a path relative to the model's catalog file, or a URL`,
  };
}

function sourceOf(entity: Entity) {
  try {
    const source = getEntitySourceLocation(entity);
    return parseLocationRef(`${source.type}:${source.target}`);
  } catch {
    return undefined;
  }
}
