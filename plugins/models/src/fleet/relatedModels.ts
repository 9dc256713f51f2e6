import {
  Entity,
  RELATION_DEPENDS_ON,
  parseEntityRef,
} from '@backstage/catalog-model';
import { MODEL_REFERENCES } from '@modelry/backstage-plugin-models-common';

type ReferenceField = keyof typeof MODEL_REFERENCES;

/** A model, and what it has to do with the entity whose page it is shown on. */
export interface RelatedModel {
  modelRef: string;
  /** In words, e.g. `Served by this component`. */
  relation: string;
  /** Entity ref of what the words speak of, when it is not the entity of the page. */
  relatedBy?: string;
}

/** A component may name a model among its own dependencies. */
const NEEDED = 'neededBy';

type RelationField = ReferenceField | typeof NEEDED;

const RELATION_WORDS: Record<RelationField, string> = {
  servedBy: 'served by',
  neededBy: 'needed by',
  dependsOn: 'depends on',
  trainedOn: 'trained on',
  baseModel: 'derived from',
  system: 'part of',
  owner: 'owned by',
};

const REFERENCE_FIELDS: readonly ReferenceField[] = [
  'servedBy',
  'dependsOn',
  'trainedOn',
  'baseModel',
  'system',
  'owner',
];

const [FIRST_FIELD, ...OTHER_FIELDS] = REFERENCE_FIELDS;
const RELATION_FIELDS: readonly RelationField[] = [
  FIRST_FIELD,
  NEEDED,
  ...OTHER_FIELDS,
];

const allOf = new Intl.ListFormat('en', { type: 'conjunction' });

/** Names an entity in a sentence on its own page, e.g. `this component`. */
export function thisEntity(entity: Entity): string {
  return `this ${
    entity.kind === 'API' ? 'API' : entity.kind.toLocaleLowerCase('en-US')
  }`;
}

/** Reads which models an entity is related to, by name, each once. */
export function modelsRelatedTo(entity: Entity): RelatedModel[] {
  const fields = new Map<string, Set<RelationField>>();
  for (const { type, targetRef } of entity.relations ?? []) {
    const field = type === RELATION_DEPENDS_ON ? NEEDED : referenceField(type);
    if (field && parseEntityRef(targetRef).kind === 'model') {
      fields.set(targetRef, (fields.get(targetRef) ?? new Set()).add(field));
    }
  }
  return [...fields]
    .map(([modelRef, related]) => ({
      modelRef,
      relation: inWords(related, thisEntity(entity)),
    }))
    .sort(byName);
}

/** Orders models by their entity ref. */
export function byName(
  a: { modelRef: string },
  b: { modelRef: string },
): number {
  return a.modelRef.localeCompare(b.modelRef);
}

/** The fields of a model's `spec` that may name an entity of a kind. */
export function fieldsThatName(kind: string): ReferenceField[] {
  return REFERENCE_FIELDS.filter(field =>
    MODEL_REFERENCES[field].kinds.some(
      named =>
        named.toLocaleLowerCase('en-US') === kind.toLocaleLowerCase('en-US'),
    ),
  );
}

function inWords(fields: ReadonlySet<RelationField>, subject: string): string {
  const words = RELATION_FIELDS.filter(field => fields.has(field)).map(
    field => RELATION_WORDS[field],
  );
  const sentence = `${allOf.format(words)} ${subject}`;
  return sentence.charAt(0).toLocaleUpperCase('en-US') + sentence.slice(1);
}

function referenceField(relation: string): ReferenceField | undefined {
  return REFERENCE_FIELDS.find(
    field => MODEL_REFERENCES[field].reverse === relation,
  );
}
