import { ModelsConfig } from '@modelry/backstage-plugin-models-common';
import { Knex } from 'knex';
import { VisibleModel } from '../kind/toVisibleModel';
import { recordedOwners } from './overlays';

/**
 * Says of models who owns them now.
 *
 * The catalog lays the owner of the record over the entity, but follows a change a few
 * seconds later: whoever is asked meanwhile must not decide by the former owner.
 */
export async function withCurrentOwners(
  knex: Knex,
  config: ModelsConfig,
  models: readonly VisibleModel[],
): Promise<VisibleModel[]> {
  const recorded =
    config.ownership.assignment === 'record' && models.length > 0
      ? await recordedOwners(
          knex,
          models.map(model => model.modelRef),
        )
      : undefined;
  return models.map(({ owner: _, ...model }) => {
    const owner = recorded?.get(model.modelRef)?.owner ?? model.declaredOwner;
    return { ...model, ...(owner && { owner }) };
  });
}
