import {
  AuthService,
  LoggerService,
  SchedulerService,
} from '@backstage/backend-plugin-api';
import { MetricsService } from '@backstage/backend-plugin-api/alpha';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { ModelsConfig } from '@modelry/backstage-plugin-models-common';
import { ModelSources } from '@modelry/backstage-plugin-models-node';
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
import { CheckSources } from './monitoring/CheckSources';
import { MonitoringService } from './monitoring/MonitoringService';
import { OwnerNotices } from './monitoring/OwnerNotices';
import { ResultRetention } from './monitoring/ResultRetention';
import { ThresholdChanges } from './monitoring/ThresholdChanges';
import { createCheckRecord } from './monitoring/createCheckRecord';
import { startMonitoringTasks } from './monitoring/startMonitoringTasks';
import { SourceRecord } from './sources/SourceRecord';

/** What happens to reported facts although nobody asks. */
export async function startFactTasks(options: {
  scheduler: SchedulerService;
  auth: AuthService;
  catalog: CatalogService;
  logger: LoggerService;
  metrics: MetricsService;
  database: ModelsDatabase;
  changes: ModelChanges;
  notices: BoardNotices;
  currentOwners: CurrentOwners;
  sources: DeploymentSources;
  checkSources: CheckSources;
  sourceRecord: SourceRecord;
  config: ModelsConfig;
  now: () => Date;
}): Promise<void> {
  const { scheduler, sources, checkSources } = options;
  const dependants = new DependantNotices({
    ...options,
    catalog: new DependantCatalog(options),
  });
  const writes = new ModelWrites({ ...options, dependants });
  const models = new CatalogModels(options);
  const modelSources = createModelSources(options);
  await checkSources.start(
    createCheckRecord({
      ...{ ...options, models },
      monitoring: new MonitoringService(options),
    }),
    modelSources,
  );
  await startDeploymentTasks({
    scheduler,
    sources: sources.list(),
    modelSources,
    watcher: new DeploymentWatcher({
      ...{ ...options, writes, models },
      listings: new SourceListings({ ...options, writes, models }),
    }),
  });
  await startMonitoringTasks({
    scheduler,
    retention: new ResultRetention(options),
    thresholds: new ThresholdChanges({ ...options, models }),
    notices: new OwnerNotices(options),
    models,
  });
}

function createModelSources(options: {
  scheduler: SchedulerService;
  logger: LoggerService;
  metrics: MetricsService;
  sourceRecord: SourceRecord;
  now: () => Date;
}): ModelSources {
  return new ModelSources({
    ...options,
    pluginId: 'models',
    report: async report => {
      await options.sourceRecord.report(report, 'plugin:models');
    },
  });
}
