import { Entity, parseEntityRef } from '@backstage/catalog-model';
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

const RELATION_WORDS: Record<ReferenceField, string> = {
  servedBy: 'served by',
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

const allOf = new Intl.ListFormat('en', { type: 'conjunction' });

/** Names an entity in a sentence on its own page, e.g. `this component`. */
export function thisEntity(entity: Entity): string {
  return `this ${
    entity.kind === 'API' ? 'API' : entity.kind.toLocaleLowerCase('en-US')
  }`;
}

/** Reads which models an entity is related to, by name, each once. */
export function modelsRelatedTo(entity: Entity): RelatedModel[] {
  const fields = new Map<string, Set<ReferenceField>>();
  for (const { type, targetRef } of entity.relations ?? []) {
    const field = referenceField(type);
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

function inWords(fields: ReadonlySet<ReferenceField>, subject: string): string {
  const words = REFERENCE_FIELDS.filter(field => fields.has(field)).map(
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
