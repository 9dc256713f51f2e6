import { AuthService } from '@backstage/backend-plugin-api';
import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import {
  CatalogService,
  EntityProvider,
  EntityProviderConnection,
} from '@backstage/plugin-catalog-node';
import { Lifecycle } from '@modelry/backstage-plugin-models-common';
import { SourceError, SourceRun } from '@modelry/backstage-plugin-models-node';
import { MlflowClient } from './MlflowClient';
import { VersionReporter } from './VersionReporter';
import { MlflowInstance } from './config';
import { Matched, isFrom, matchModels } from './matchModels';
import { RegisteredModel } from './mlflowSchemas';
import { locationOf } from './toModelEntity';

const FIELDS = [
  'kind',
  'metadata.name',
  'metadata.namespace',
  'metadata.annotations',
];

/** Keeps the entities and versions of one registry in step with it. */
export class MlflowProvider implements EntityProvider {
  readonly #options: {
    instance: MlflowInstance;
    isOnly: boolean;
    lifecycle: Lifecycle;
    auth: AuthService;
    catalog: CatalogService;
    mlflow: MlflowClient;
    versions: VersionReporter;
  };
  #connection?: EntityProviderConnection;

  constructor(options: {
    instance: MlflowInstance;
    isOnly: boolean;
    lifecycle: Lifecycle;
    auth: AuthService;
    catalog: CatalogService;
    mlflow: MlflowClient;
    versions: VersionReporter;
  }) {
    this.#options = options;
  }

  getProviderName(): string {
    return `modelry-mlflow:${this.#options.instance.id}`;
  }

  async connect(connection: EntityProviderConnection): Promise<void> {
    this.#connection = connection;
  }

  /**
   * Takes over what the registry holds. Nothing is written before all of it is read.
   *
   * @throws `SourceError` when the registry cannot be read whole.
   */
  async run(signal: AbortSignal): Promise<SourceRun> {
    const { mlflow, versions, instance, isOnly, lifecycle } = this.#options;
    const models = await mlflow.models(signal);
    const allVersions = await mlflow.versions(signal);
    const known = await this.#knownModels();
    const own = known.filter(entity => isFrom(entity, instance));
    const others = known.filter(entity => !isFrom(entity, instance));
    this.#assertBelievable(models, own);
    const matched = matchModels({
      ...{ models, others, instance, isOnly, lifecycle },
    });
    await this.#apply(matched);
    const inCatalog = new Set(known.map(one => stringifyEntityRef(one)));
    const { reported, problems, waiting } = await versions.report({
      ...{ models, signal, versions: allVersions },
      refs: new Map([...matched.refs].filter(([, ref]) => inCatalog.has(ref))),
    });
    const late = [...matched.refs.values()].filter(ref => !inCatalog.has(ref));
    return {
      counts: [
        { what: 'models', count: models.length },
        { what: 'versions', count: allVersions.length },
        { what: 'versions told anew', count: reported },
        { what: 'models new to the catalog', count: late.length + waiting },
      ],
      problems: [...matched.problems, ...problems],
    };
  }

  // The catalog finds out by itself what of it is new, changed or gone.
  async #apply({ entities }: Matched): Promise<void> {
    if (!this.#connection) {
      throw new SourceError('The catalog is not ready yet.', {
        remedy: 'Nothing has to be done: it runs again by itself.',
      });
    }
    const locationKey = locationOf(this.#options.instance);
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
    models: readonly RegisteredModel[],
    own: readonly Entity[],
  ): void {
    const { allowEmpty } = this.#options.instance;
    if (models.length === 0 && own.length > 0 && !allowEmpty) {
      throw new SourceError(
        `MLflow has no registered model any more; the catalog has ${own.length} of it.`,
        {
          remedy:
            "They are kept. See that the user may still read them and that the server has its database. If they were all deleted on purpose, set 'allowEmpty: true'.",
        },
      );
    }
  }
}
