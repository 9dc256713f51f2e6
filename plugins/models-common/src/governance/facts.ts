import {
  DEFAULT_NAMESPACE,
  Entity,
  parseEntityRef,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { MODEL_REFERENCES } from '../kind/references';
import { sha256OfJson } from './canonicalJson';
import { ModelFacts } from './factsSchemas';

/**
 * One fact of a model that is not what it was.
 *
 * @public
 */
export interface FactChange {
  /** Path in the entity, e.g. `spec.riskTier`. */
  field: string;
  /** What it was; nothing when it was not there. */
  before?: string;
  /** What it is; nothing when it is gone. */
  after?: string;
}

const FIELDS = ['riskTier', 'intendedUse', 'trainedOn', 'baseModel'] as const;

/**
 * The facts of a model that its sign-offs rely on.
 *
 * @remarks
 *
 * They are written in one way, so that only what means something else is a change:
 * refs are full and sorted, and it does not matter how a text is wrapped into lines.
 *
 * @public
 */
export function modelFacts(entity: Entity): ModelFacts {
  const { riskTier, intendedUse, trainedOn, baseModel } = entity.spec ?? {};
  const ref = (value: string, field: 'trainedOn' | 'baseModel') =>
    fullRef(value, {
      defaultKind: MODEL_REFERENCES[field].defaultKind,
      defaultNamespace: entity.metadata.namespace ?? DEFAULT_NAMESPACE,
    });
  const sources = Array.isArray(trainedOn) ? trainedOn.filter(isText) : [];
  return {
    ...(isText(riskTier) && { riskTier: wholeCharacters(riskTier) }),
    ...(isText(intendedUse) && {
      intendedUse: wholeCharacters(intendedUse).trim().replace(/\s+/g, ' '),
    }),
    trainedOn: [
      ...new Set(sources.map(source => ref(source, 'trainedOn'))),
    ].sort(),
    ...(isText(baseModel) && { baseModel: ref(baseModel, 'baseModel') }),
  };
}

/**
 * Digest of the facts of a model, by which whoever decides says which ones they saw.
 *
 * @public
 */
export function factsDigest(entity: Entity): string {
  return sha256OfJson({ ...modelFacts(entity) });
}

/**
 * Finds the facts in which two states of a model differ.
 *
 * @public
 */
export function changedFacts(
  before: ModelFacts,
  after: ModelFacts,
): FactChange[] {
  const [was, is] = [inWords(before), inWords(after)];
  return FIELDS.flatMap(name =>
    was[name] === is[name]
      ? []
      : [
          {
            field: `spec.${name}`,
            ...(was[name] && { before: was[name] }),
            ...(is[name] && { after: is[name] }),
          },
        ],
  );
}

function inWords(
  facts: ModelFacts,
): Partial<Record<(typeof FIELDS)[number], string>> {
  return {
    ...facts,
    trainedOn: [...facts.trainedOn].sort().join(', ') || undefined,
  };
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value.trim() !== '';
}

// Facts become part of the ledger, and half a character has no hash.
function wholeCharacters(text: string): string {
  return text.replace(/\p{Surrogate}/gu, '\ufffd');
}

function fullRef(
  ref: string,
  context: { defaultKind: string; defaultNamespace: string },
): string {
  const whole = wholeCharacters(ref);
  try {
    return stringifyEntityRef(parseEntityRef(whole, context));
  } catch {
    // The catalog lets no such ref in. If it does one day, it is a fact all the same.
    return whole.toLocaleLowerCase('en-US');
  }
}
