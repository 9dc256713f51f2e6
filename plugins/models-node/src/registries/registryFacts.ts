import { EntityLink } from '@backstage/catalog-model';
import {
  MODEL_API_VERSION,
  MODEL_KIND,
  MODEL_REFERENCES,
  ModelEntity,
  ModelReference,
  RISK_TIERS,
  VersionArtifact,
  VersionReport,
  versionArtifactSchema,
} from '@modelry/backstage-plugin-models-common';
import { entityNameOf } from './entityName';

const LONGEST_DESCRIPTION = 2_000;
const LONGEST_NAME = 200;
const MOST_FACTS = 100;
const TAG = /^[a-z0-9+#]+(-[a-z0-9+#]+)*$/;
const LONGEST_TAG = 63;

/**
 * What a registry says of a model; of lists of candidates the first that makes sense counts.
 *
 * @public
 */
export interface RegistryModelFacts {
  /** What the registry calls it. */
  name: string;
  /** Namespace of the entity. */
  namespace: string;
  /** What it is about. */
  description?: string;
  /** What names it in the registry, and what else is annotated. */
  annotations: Record<string, string>;
  /** Words that may become tags. */
  tags: readonly string[];
  /** Where it is looked at. */
  links: EntityLink[];
  /** What kind of model it is. */
  type: string;
  /** The stage that it is declared to be in. */
  lifecycle: string;
  /** Who may answer for it. */
  owners?: ReadonlyArray<string | undefined>;
  /** What it may be part of. */
  systems?: ReadonlyArray<string | undefined>;
  /** Risk tier, in any letters. */
  riskTier?: string;
}

/**
 * The entity of a model of a registry; what the catalog would refuse is left out.
 *
 * @public
 */
export function toRegistryEntity(facts: RegistryModelFacts): ModelEntity {
  const { name, namespace, description, annotations, links } = facts;
  const entityName = entityNameOf(name);
  const tags = tagsOf(facts.tags);
  const owner = facts.owners?.find(refersTo(MODEL_REFERENCES.owner));
  const system = facts.systems?.find(refersTo(MODEL_REFERENCES.system));
  const tier = facts.riskTier?.trim().toLocaleLowerCase('en-US');
  const riskTier = RISK_TIERS.find(known => known === tier);
  return {
    apiVersion: MODEL_API_VERSION,
    kind: MODEL_KIND,
    metadata: {
      ...{ name: entityName, namespace },
      ...(entityName !== name && { title: name }),
      ...(description?.trim() && { description: description.trim() }),
      annotations,
      ...(tags.length > 0 && { tags }),
      ...(links.length > 0 && { links }),
    },
    spec: {
      ...{ type: facts.type, lifecycle: facts.lifecycle },
      ...(owner && { owner }),
      ...(system && { system }),
      ...(riskTier && { riskTier }),
    },
  };
}

/**
 * What a registry says of every version, in words that the record takes.
 *
 * @public
 */
export function toVersionFacts(said: {
  description?: string;
  /** When it was made, as the clock of the registry has it, in milliseconds. */
  createdAt?: number;
  now: Date;
}): Pick<VersionReport, 'description' | 'createdAt'> {
  const { createdAt, now } = said;
  const description = said.description?.trim();
  return {
    ...(description && {
      description: description.slice(0, LONGEST_DESCRIPTION),
    }),
    // A clock that runs ahead is no reason to refuse the version.
    ...(createdAt !== undefined && {
      createdAt: new Date(Math.min(createdAt, now.getTime())).toISOString(),
    }),
  };
}

/**
 * Where the artifact of a version lies, without what only its store should be told: users,
 * passwords and signatures. Nothing when it cannot be said.
 *
 * @public
 */
export function toArtifact(said: {
  uri?: string;
  /** Name and version of what it is written in. */
  format?: ReadonlyArray<string | undefined>;
  /** Name of the access to its store. */
  storage?: string;
}): VersionArtifact | undefined {
  const format = said.format?.map(word => word?.trim()).filter(Boolean);
  const { success, data } = versionArtifactSchema.safeParse({
    uri: said.uri && withoutSecrets(said.uri),
    format: format?.join(' ').slice(0, LONGEST_NAME) || undefined,
    storage: said.storage?.trim().slice(0, LONGEST_NAME) || undefined,
  });
  return success ? data : undefined;
}

/**
 * Named facts of a version, e.g. metrics, as many as the record takes and without those
 * that have no name that it takes.
 *
 * @public
 */
export function toNamedFacts<T>(
  entries: Iterable<readonly [name: string, value: T]>,
): Record<string, T> {
  const named = [...entries].filter(
    ([name]) => name.trim().length > 0 && name.length <= LONGEST_NAME,
  );
  return Object.fromEntries(named.slice(0, MOST_FACTS));
}

function withoutSecrets(uri: string): string {
  if (!URL.canParse(uri)) {
    return uri;
  }
  const url = new URL(uri);
  const { username, password, protocol, search } = url;
  const isSigned = /^https?:$/.test(protocol) && search !== '';
  if (!username && !password && !isSigned) {
    return uri;
  }
  url.username = '';
  url.password = '';
  url.search = isSigned ? '' : search;
  return url.href;
}

function refersTo({ kinds }: ModelReference) {
  const kind = kinds
    .map(name => `${name}|${name.toLocaleLowerCase('en-US')}`)
    .join('|');
  const pattern = new RegExp(`^((${kind}):)?([^:/\\s]+/)?[^:/\\s]+$`);
  return (text: string | undefined) => text !== undefined && pattern.test(text);
}

function tagsOf(words: readonly string[]): string[] {
  const tags = words
    .map(word => word.trim().toLocaleLowerCase('en-US'))
    .map(word => word.replace(/[\s_.]+/g, '-'))
    .filter(tag => TAG.test(tag) && tag.length <= LONGEST_TAG);
  return [...new Set(tags)];
}
