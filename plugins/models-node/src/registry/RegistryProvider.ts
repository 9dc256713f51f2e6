import { AuthService } from '@backstage/backend-plugin-api';
import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import {
  CatalogService,
  EntityProvider,
  EntityProviderConnection,
} from '@backstage/plugin-catalog-node';
import {
  ModelsClient,
  SourceProblem,
} from '@modelry/backstage-plugin-models-common';
import { SourceRun } from '../sources/ModelSourcesService';
import { SourceError } from '../sources/SourceError';
import {
  RegistryContents,
  RegistryIdentity,
  RegistryModel,
} from './RegistryContents';
import { RegistryVersions } from './RegistryVersions';
import { isBroughtBy, matchRegistry } from './matchRegistry';

const FIELDS = [
  'kind',
  'metadata.name',
  'metadata.namespace',
  'metadata.annotations',
];

/**
 * What {@link RegistryProvider} needs.
 *
 * @public
 */
export interface RegistryProviderOptions {
  /** What the registry is called. */
  identity: RegistryIdentity;
  /** Reads all that it holds, or throws. */
  read: (signal: AbortSignal) => Promise<RegistryContents>;
  /** Tells what the record is told besides, of models by their keys. */
  tell?: (
    refs: ReadonlyMap<string, string>,
    signal: AbortSignal,
  ) => Promise<SourceRun>;
  /** Proves who asks the catalog. */
  auth: AuthService;
  /** Says which models there are already. */
  catalog: CatalogService;
  /** Takes versions. */
  record: Pick<ModelsClient, 'reportVersion'>;
}

/**
 * Keeps the entities and versions of a model registry in step with it.
 *
 * @remarks
 *
 * Nothing is written before all of the registry is read. A model that another entity
 * stands for is joined, and one whose name is taken is left out and told of. Versions of a
 * model that is new to the catalog are told in the run after.
 *
 * @public
 */
export class RegistryProvider implements EntityProvider {
  readonly #options: RegistryProviderOptions;
  readonly #versions: RegistryVersions;
  #connection?: EntityProviderConnection;

  constructor(options: RegistryProviderOptions) {
    this.#options = options;
    this.#versions = new RegistryVersions(options.record);
  }

  /** {@inheritDoc @backstage/plugin-catalog-node#EntityProvider.getProviderName} */
  getProviderName(): string {
    return `modelry-${this.#options.identity.location}`;
  }

  /** {@inheritDoc @backstage/plugin-catalog-node#EntityProvider.connect} */
  async connect(connection: EntityProviderConnection): Promise<void> {
    this.#connection = connection;
  }

  /**
   * Takes over what the registry holds.
   *
   * @throws `SourceError` when it cannot be read whole.
   */
  async run(signal: AbortSignal): Promise<SourceRun> {
    const { identity, read, tell } = this.#options;
    const { models, problems } = await read(signal);
    const known = await this.#knownModels();
    const own = known.filter(entity => isBroughtBy(entity, identity));
    this.#assertBelievable(models, own);
    const others = known.filter(entity => !isBroughtBy(entity, identity));
    const matched = matchRegistry({ models, others, identity });
    await this.#apply(matched.entities);
    const inCatalog = new Set(known.map(one => stringifyEntityRef(one)));
    const refs = new Map(
      [...matched.refs].filter(([, ref]) => inCatalog.has(ref)),
    );
    const told = await this.#tellVersions(models, refs, signal);
    const besides = await tell?.(refs, signal);
    const versions = models.flatMap(one => one.versions).length;
    return {
      counts: [
        { what: 'models', count: models.length },
        { what: 'versions', count: versions },
        { what: 'versions told anew', count: told.count },
        {
          what: 'models new to the catalog',
          count: matched.refs.size - refs.size,
        },
        ...(besides?.counts ?? []),
      ],
      problems: [
        ...problems,
        ...matched.problems,
        ...told.problems,
        ...(besides?.problems ?? []),
      ],
    };
  }

  async #tellVersions(
    models: readonly RegistryModel[],
    refs: ReadonlyMap<string, string>,
    signal: AbortSignal,
  ): Promise<{ count: number; problems: SourceProblem[] }> {
    const told = { count: 0, problems: new Array<SourceProblem>() };
    for (const { key, versions } of models) {
      const modelRef = refs.get(key);
      for (const report of modelRef ? versions : []) {
        signal.throwIfAborted();
        const outcome = await this.#versions.tell(modelRef ?? '', report);
        if (typeof outcome === 'object') {
          told.problems.push(outcome);
        } else if (outcome) {
          told.count++;
        }
      }
    }
    return told;
  }

  // The catalog finds out by itself what of it is new, changed or gone.
  async #apply(entities: readonly Entity[]): Promise<void> {
    if (!this.#connection) {
      throw new SourceError('The catalog is not ready yet.', {
        remedy: 'Nothing has to be done: it runs again by itself.',
      });
    }
    const locationKey = this.#options.identity.location;
    await this.#connection.applyMutation({
      type: 'full',
      entities: entities.map(entity => ({ entity, locationKey })),
    });
  }

  async #knownModels(): Promise<Entity[]> {
    const { catalog, auth } = this.#options;
    const found: Entity[] = [];
    try {
      const pages = catalog.streamEntities(
        { filter: { kind: 'Model' }, fields: FIELDS },
        { credentials: await auth.getOwnServiceCredentials() },
      );
      for await (const page of pages) {
        found.push(...page);
      }
    } catch (cause) {
      throw new SourceError('The catalog did not say which models it has.', {
        cause,
        remedy:
          'Nothing was changed, for models could have been doubled. It runs again by itself.',
      });
    }
    return found;
  }

  // A registry whose database was lost looks like one whose models were all deleted.
  #assertBelievable(
    models: readonly RegistryModel[],
    own: readonly Entity[],
  ): void {
    const { allowEmpty, system } = this.#options.identity;
    if (models.length === 0 && own.length > 0 && !allowEmpty) {
      throw new SourceError(
        `${system} has no model any more; the catalog has ${own.length} of it.`,
        {
          remedy:
            "They are kept. See that the user may still read them and that the server has its database. If they were all deleted on purpose, set 'allowEmpty: true'.",
        },
      );
    }
  }
}
