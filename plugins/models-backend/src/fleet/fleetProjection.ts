import {
  ANNOTATION_ORIGIN_LOCATION,
  parseLocationRef,
} from '@backstage/catalog-model';
import { Knex } from 'knex';
import { ROWS_AT_ONCE, inBatches } from '../database/inBatches';
import { cutText } from '../kind/storableEntity';
import { VisibleModel } from '../kind/toVisibleModel';
import { systemOf } from '../kind/systemOf';

/** Longer texts are searched only in their beginning. */
const SEARCHED_LETTERS = 4_000;

/** No longer one was ever written in earnest. */
const TYPE_LETTERS = 400;

const SHORT_WORD = /^[\w.-]{1,100}$/;

/** Locations at which people keep files. */
const FILE_LOCATIONS: readonly string[] = ['url', 'file', 'bootstrap'];

/** What the row of a model says for the lists of the fleet. */
export interface FleetColumns {
  type: string;
  source: string;
  search_text: string;
}

/** Derives {@link FleetColumns} from the catalog. */
export function toFleetColumns(model: VisibleModel): FleetColumns {
  const { entity, owner } = model;
  const { name, title, description } = entity.metadata;
  const { type } = entity.spec;
  const searched = [
    ...[title, name, type, owner, systemOf(model), ...tagsOf(model)],
    description,
  ];
  return {
    type: cutText(type, TYPE_LETTERS),
    source: sourceOf(model),
    search_text: cutText(
      searched
        .flatMap(text => text ?? [])
        .join('\n')
        .toLocaleLowerCase('en-US'),
      SEARCHED_LETTERS,
    ),
  };
}

/** The tags of a model, each of them once. */
export function tagsOf({ entity }: VisibleModel): string[] {
  return [...new Set(entity.metadata.tags ?? [])];
}

// Where a file lies is nobody's business: it may name what is not public.
function sourceOf({ entity }: VisibleModel): string {
  const location = entity.metadata.annotations?.[ANNOTATION_ORIGIN_LOCATION];
  if (!location) {
    return 'yaml';
  }
  try {
    const { type, target } = parseLocationRef(location);
    if (FILE_LOCATIONS.includes(type)) {
      return 'yaml';
    }
    if (!SHORT_WORD.test(type)) {
      return 'yaml';
    }
    return SHORT_WORD.test(target) ? `${type}:${target}` : type;
  } catch {
    return 'yaml';
  }
}

/** Replaces the tags of models. */
export async function writeTags(
  tx: Knex.Transaction,
  models: readonly VisibleModel[],
): Promise<void> {
  if (models.length === 0) {
    return;
  }
  await tx('fleet_tags')
    .whereIn(
      'model_ref',
      models.map(({ modelRef }) => modelRef),
    )
    .delete();
  const rows = models.flatMap(model =>
    tagsOf(model).map(tag => ({ model_ref: model.modelRef, tag })),
  );
  for (const batch of inBatches(rows, ROWS_AT_ONCE)) {
    await tx('fleet_tags').insert(batch);
  }
}
