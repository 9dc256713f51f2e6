import {
  AuthService,
  LoggerService,
  SchedulerService,
} from '@backstage/backend-plugin-api';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { ModelsConfig } from '@modelry/backstage-plugin-models-common';
import { ModelChanges } from './changes/ModelChanges';
import { ModelWrites } from './changes/ModelWrites';
import { ModelsDatabase } from './database/ModelsDatabase';
import { DeploymentSources } from './deployments/DeploymentSources';
import { DeploymentWatcher } from './deployments/DeploymentWatcher';
import { SourceListings } from './deployments/SourceListings';
import { startDeploymentTasks } from './deployments/startDeploymentTasks';
import { CatalogModels } from './governance/board/CatalogModels';
import { BoardNotices } from './governance/board/BoardNotices';
import { CurrentOwners } from './kind/ModelAccess';
import { DependantCatalog } from './lifecycle/DependantCatalog';
import { DependantNotices } from './lifecycle/DependantNotices';
import { ResultRetention } from './monitoring/ResultRetention';
import { startRetention } from './monitoring/startRetention';

/** What happens to reported facts although nobody asks. */
export async function startFactTasks(options: {
  scheduler: SchedulerService;
  auth: AuthService;
  catalog: CatalogService;
  logger: LoggerService;
  database: ModelsDatabase;
  changes: ModelChanges;
  notices: BoardNotices;
  currentOwners: CurrentOwners;
  sources: DeploymentSources;
  config: ModelsConfig;
  now: () => Date;
}): Promise<void> {
  const { scheduler, sources } = options;
  const dependants = new DependantNotices({
    ...options,
    catalog: new DependantCatalog(options),
  });
  const writes = new ModelWrites({ ...options, dependants });
  const models = new CatalogModels(options);
  await startDeploymentTasks({
    scheduler,
    sources: sources.list(),
    watcher: new DeploymentWatcher({
      ...{ ...options, writes, models },
      listings: new SourceListings({ ...options, writes, models }),
    }),
  });
  await startRetention({
    scheduler,
    retention: new ResultRetention(options),
  });
}
