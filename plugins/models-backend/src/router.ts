import { AuthService } from '@backstage/backend-plugin-api';
import { ModelsConfig } from '@modelry/backstage-plugin-models-common';
import express, { Router } from 'express';
import PromiseRouter from 'express-promise-router';
import { ModelChanges } from './changes/ModelChanges';
import { SignalChannels } from './changes/SignalChannels';
import { ModelsDatabase } from './database/ModelsDatabase';
import { DeploymentService } from './deployments/DeploymentService';
import { addDeploymentsRoutes } from './deployments/routes';
import { FleetService } from './fleet/FleetService';
import { addFleetRoutes } from './fleet/routes';
import { GovernanceService } from './governance/GovernanceService';
import { PersonDirectory } from './governance/PersonDirectory';
import { BoardService } from './governance/board/BoardService';
import { UnsanctionedNotices } from './governance/board/UnsanctionedNotices';
import { addBoardRoutes } from './governance/board/routes';
import { addGovernanceRoutes } from './governance/routes';
import { ModelRoutes } from './http/ModelRoutes';
import { RouterContext } from './http/mountEndpoint';
import { addOpenApiRoute } from './http/openApiRoute';
import { ModelAccess } from './kind/ModelAccess';
import { ModelVisibility } from './kind/ModelVisibility';
import { VersionService } from './lifecycle/VersionService';
import { addLifecycleRoutes } from './lifecycle/routes';
import { MonitoringService } from './monitoring/MonitoringService';
import { addMonitoringRoutes } from './monitoring/routes';

const MAX_BODY = '1mb';

/** Puts the services of all features behind their routes. */
export function createRouter(
  options: RouterContext & {
    auth: AuthService;
    access: ModelAccess;
    visibility: ModelVisibility;
    people: PersonDirectory;
    changes: ModelChanges;
    notices: UnsanctionedNotices;
    channels: SignalChannels;
    database: ModelsDatabase;
    config: ModelsConfig;
    now: () => Date;
  },
): Router {
  const { access, database } = options;
  const router = PromiseRouter();
  router.use(express.json({ limit: MAX_BODY }));
  addOpenApiRoute(router);
  const routes = new ModelRoutes({ ...options, router });
  const governance = new GovernanceService(options);
  addFleetRoutes({
    router,
    context: options,
    routes,
    access,
    service: new FleetService({ ...options, governance }),
  });
  addLifecycleRoutes({
    routes,
    database,
    service: new VersionService(options),
  });
  addDeploymentsRoutes({
    routes,
    database,
    service: new DeploymentService(options),
  });
  addMonitoringRoutes({
    routes,
    database,
    service: new MonitoringService(options),
  });
  addGovernanceRoutes({ routes, database, service: governance });
  addBoardRoutes({
    router,
    context: options,
    service: new BoardService(options),
  });
  return router;
}
