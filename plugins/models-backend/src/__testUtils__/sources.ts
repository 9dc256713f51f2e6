import { createBackendModule } from '@backstage/backend-plugin-api';
import { mockServices } from '@backstage/backend-test-utils';
import {
  DeploymentSource,
  SourceDeployment,
  SourceListing,
  deploymentSourcesExtensionPoint,
} from '@modelry/backstage-plugin-models-node';
import { Knex } from 'knex';
import { ModelChanges } from '../changes/ModelChanges';
import { ModelWrites } from '../changes/ModelWrites';
import { SignalChannels } from '../changes/SignalChannels';
import { readModelsConfig } from '../config';
import { ModelsDatabase } from '../database/ModelsDatabase';
import { DeploymentWatcher } from '../deployments/DeploymentWatcher';
import { SourceListings } from '../deployments/SourceListings';
import { CatalogModels } from '../governance/board/CatalogModels';
import { BoardNotices } from '../governance/board/BoardNotices';
import { DependantCatalog } from '../lifecycle/DependantCatalog';
import { DependantNotices } from '../lifecycle/DependantNotices';
import { ModelsBackend } from './startModelsBackend';
import { TestModel } from './TestModel';

/** A source whose answers a test sets. */
export class FakeSource implements DeploymentSource {
  readonly every = 'PT1M';
  readonly allowedSilence = 'PT10M';
  readonly goneAfter = 'PT1H';
  readonly answers = new Map<
    string,
    SourceDeployment[] | SourceListing | Error
  >();

  constructor(readonly id: string) {}

  async scopes() {
    return [...this.answers.keys()];
  }

  async list(scope: string) {
    const answer = this.answers.get(scope);
    if (!answer || answer instanceof Error) {
      throw answer;
    }
    return answer;
  }
}

/** What a source says of a model that runs in production, unless more is given. */
export function runs(
  model: TestModel,
  report: Partial<SourceDeployment['report']> = {},
): SourceDeployment {
  return {
    modelRef: model.modelRef,
    report: { environment: 'production', version: '1', ...report },
  };
}

/** A watcher of sources beside a backend, with a clock that a test sets. */
export async function startWatcher(options: {
  backend: ModelsBackend;
  knex: Knex;
  now: () => Date;
}): Promise<DeploymentWatcher> {
  const { backend, knex, now } = options;
  const database = await ModelsDatabase.create({
    now,
    database: mockServices.database.mock({ getClient: async () => knex }),
  });
  const { events, signals, notifications, logger, catalog } = backend;
  const config = readModelsConfig(mockServices.rootConfig());
  const channels = await SignalChannels.create(database);
  const changes = new ModelChanges({
    ...{ events, signals, notifications, logger, channels },
  });
  const notices = new BoardNotices({
    ...{ database, changes, config, now },
  });
  const dependants = new DependantNotices({
    ...{ changes, logger },
    catalog: new DependantCatalog({
      auth: mockServices.auth(),
      catalog: catalog.service,
    }),
  });
  const writes = new ModelWrites({
    ...{ database, changes, notices, dependants, config },
  });
  const models = new CatalogModels({
    auth: mockServices.auth(),
    catalog: catalog.service,
    currentOwners: async found => [...found],
  });
  return new DeploymentWatcher({
    ...{ database, writes, models, now },
    listings: new SourceListings({
      ...{ database, writes, models, config, logger, now },
    }),
  });
}

/** A module that adds a source of deployments. */
export function withSource(source: DeploymentSource) {
  return createBackendModule({
    pluginId: 'models',
    moduleId: source.id,
    register(env) {
      env.registerInit({
        deps: { point: deploymentSourcesExtensionPoint },
        async init({ point }) {
          point.addSource(source);
        },
      });
    },
  });
}
