import { BackstageCredentials } from '@backstage/backend-plugin-api';
import {
  Entity,
  RELATION_OWNED_BY,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import {
  OWNER_CLUE_RELATIONS,
  OwnerSuggestion,
  suggestOwners,
} from '@modelry/backstage-plugin-models-common';
import { ModelsDatabase } from '../database/ModelsDatabase';
import { ManyModels } from '../kind/ManyModels';
import { newestTrainings } from '../lifecycle/trainings';
import { OwnerDirectory } from './OwnerDirectory';

/** Says who could own models, by what they have to do with and who trained them. */
export class OwnerSuggestions {
  readonly #options: {
    database: ModelsDatabase;
    models: ManyModels;
    owners: OwnerDirectory;
  };

  constructor(options: {
    database: ModelsDatabase;
    models: ManyModels;
    owners: OwnerDirectory;
  }) {
    this.#options = options;
  }

  /** Those who could own each of the named models, as far as the caller may see them. */
  async of(
    modelRefs: readonly string[],
    credentials: BackstageCredentials,
  ): Promise<Map<string, OwnerSuggestion[]>> {
    const { models, owners } = this.#options;
    const entities = await models.findEntities(modelRefs, credentials);
    const relationsOf = new Map(
      entities.map(entity => [stringifyEntityRef(entity), cluesOf(entity)]),
    );
    const ownerOf = await this.#ownersOf(
      [...relationsOf.values()].flat(),
      credentials,
    );
    const trainings = await this.#trainings(modelRefs);
    const trainers = [...trainings.values()].map(({ owner }) => owner);
    const wanted = [...new Set([...ownerOf.values(), ...trainers])];
    // Nobody is told of an owner that they may not see.
    const visible = await owners.findVisible(wanted, credentials);
    const facts = await owners.factsOf([...visible]);
    return new Map(
      modelRefs.map(modelRef => [
        modelRef,
        suggestOwners({
          relations: relationsOf.get(modelRef) ?? [],
          training: trainings.get(modelRef),
          ...{ owners: ownerOf, facts },
        }),
      ]),
    );
  }

  async #ownersOf(
    clues: ReadonlyArray<{ targetRef: string }>,
    credentials: BackstageCredentials,
  ): Promise<Map<string, string>> {
    const neighbours = await this.#options.models.findEntities(
      clues.map(({ targetRef }) => targetRef),
      credentials,
    );
    return new Map(
      neighbours.flatMap(entity => {
        const owner = ownerOfEntity(entity);
        return owner ? [[stringifyEntityRef(entity), owner] as const] : [];
      }),
    );
  }

  async #trainings(modelRefs: readonly string[]) {
    const { database, owners } = this.#options;
    const trainings = await newestTrainings(database.knex, modelRefs);
    const refOf = await owners.refsOf(
      trainings.map(({ trainedBy }) => trainedBy),
    );
    return new Map(
      trainings.flatMap(({ modelRef, version, trainedBy }) => {
        const owner = refOf(trainedBy);
        return owner ? [[modelRef, { owner, version }] as const] : [];
      }),
    );
  }
}

function cluesOf(entity: Entity) {
  return (entity.relations ?? []).filter(({ type }) =>
    OWNER_CLUE_RELATIONS.includes(type),
  );
}

function ownerOfEntity(entity: Entity): string | undefined {
  return entity.relations?.find(({ type }) => type === RELATION_OWNED_BY)
    ?.targetRef;
}
