import { AuthService, DatabaseService } from '@backstage/backend-plugin-api';
import { CatalogService, EntityProvider } from '@backstage/plugin-catalog-node';
import { ModelSourcesService } from '../sources/ModelSourcesService';
import { Registry, RegistryRecord, locationOf, titleOf } from './Registry';
import { RegistryRun } from './RegistryRun';
import { SourcedModels } from './SourcedModels';
import { ToldVersions } from './ToldVersions';
import { VersionTeller } from './VersionTeller';

/**
 * Keeps the catalog and the model record in step with registries of models.
 *
 * @public
 */
export interface ModelRegistriesService {
  /**
   * Adds a registry as a source, which runs on its schedule.
   *
   * @returns what hands its models over to the catalog: to be added as entity provider.
   * @throws for an instance that was added before.
   */
  add(registry: Registry): Promise<EntityProvider>;
}

/**
 * What {@link ModelRegistries} need.
 *
 * @public
 */
export interface ModelRegistriesOptions {
  /** Proves who asks the catalog. */
  auth: AuthService;
  /** Says which models there are already. */
  catalog: CatalogService;
  /** Remembers what was told. */
  database: DatabaseService;
  /** Takes versions, and what is told besides. */
  record: RegistryRecord;
  /** Runs the registries. */
  sources: Pick<ModelSourcesService, 'add'>;
  /** Tells the time; the clock of the machine when left out. */
  now?: () => Date;
}

/**
 * Reads registries on their schedules, and takes over what they hold.
 *
 * @public
 */
export class ModelRegistries implements ModelRegistriesService {
  readonly #options: ModelRegistriesOptions & { now: () => Date };
  #told?: Promise<ToldVersions>;

  constructor(options: ModelRegistriesOptions) {
    this.#options = { now: () => new Date(), ...options };
  }

  /** {@inheritDoc ModelRegistriesService.add} */
  async add(registry: Registry): Promise<EntityProvider> {
    const { auth, catalog, record, sources, now } = this.#options;
    const { kind, instance, link, remedy } = registry;
    const location = locationOf(registry);
    const told = await this.#toldVersions();
    const models = new SourcedModels({ location, auth, catalog, now });
    const versions = new VersionTeller({ location, record, told, remedy });
    const run = new RegistryRun({ registry, models, versions, record });
    await sources.add({
      id: `${kind}-${instance.id}`,
      kind,
      title: titleOf(registry),
      ...(link && { link }),
      schedule: instance.schedule,
      run: signal => run.run(signal),
    });
    return models;
  }

  // Only where there is a registry a table is needed; it is made once for all of them.
  #toldVersions(): Promise<ToldVersions> {
    const { database, now } = this.#options;
    this.#told ??= ToldVersions.create(database, now);
    return this.#told;
  }
}
