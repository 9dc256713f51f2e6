import {
  AuthService,
  DiscoveryService,
  LoggerService,
  SchedulerService,
} from '@backstage/backend-plugin-api';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { ModelsConfig } from '@modelry/backstage-plugin-models-common';
import { Router } from 'express';
import PromiseRouter from 'express-promise-router';
import { CardReader } from './card/CardReader';
import { CardService } from './card/CardService';
import { addCardRoutes } from './card/routes';
import { ModelChanges } from './changes/ModelChanges';
import { ModelWrites } from './changes/ModelWrites';
import { SignalChannels } from './changes/SignalChannels';
import { ModelsDatabase } from './database/ModelsDatabase';
import { DeploymentService } from './deployments/DeploymentService';
import { addDeploymentsRoutes } from './deployments/routes';
import { FleetListService } from './fleet/FleetListService';
import { FleetService } from './fleet/FleetService';
import { InventoryService } from './fleet/InventoryService';
import { addExportRoutes } from './fleet/exportRoutes';
import { addFleetRoutes } from './fleet/routes';
import { ApproverCatalog } from './governance/ApproverCatalog';
import { DecisionService } from './governance/DecisionService';
import { GateService } from './governance/GateService';
import { GovernanceMessages } from './governance/GovernanceMessages';
import { LedgerService } from './governance/LedgerService';
import { PersonDirectory } from './governance/PersonDirectory';
import { RequirementStates } from './governance/RequirementStates';
import { ReviewService } from './governance/ReviewService';
import { WaiverService } from './governance/WaiverService';
import { BoardService } from './governance/board/BoardService';
import { BoardNotices } from './governance/board/BoardNotices';
import { addBoardRoutes } from './governance/board/routes';
import { addLedgerRoutes } from './governance/ledgerRoutes';
import { addGovernanceRoutes } from './governance/routes';
import { ModelRoutes } from './http/ModelRoutes';
import { jsonBody } from './http/jsonBody';
import { RouterContext } from './http/mountEndpoint';
import { answerOutages } from './http/outages';
import { addOpenApiRoute } from './http/openApiRoute';
import { ManyModels } from './kind/ManyModels';
import { ModelAccess } from './kind/ModelAccess';
import { ModelVisibility } from './kind/ModelVisibility';
import { RecordContinuation } from './kind/rename/RecordContinuation';
import { DependantCatalog } from './lifecycle/DependantCatalog';
import { DependantNotices } from './lifecycle/DependantNotices';
import { EndOfLifeService } from './lifecycle/EndOfLifeService';
import { StageService } from './lifecycle/StageService';
import { VersionService } from './lifecycle/VersionService';
import { addLifecycleRoutes } from './lifecycle/routes';
import { FleetMonitoring } from './monitoring/FleetMonitoring';
import { IncidentService } from './monitoring/IncidentService';
import { CheckRetirements } from './monitoring/CheckRetirements';
import { MonitoringService } from './monitoring/MonitoringService';
import { addMonitoringRoutes } from './monitoring/routes';
import { BulkAssignment } from './ownership/BulkAssignment';
import { OrphanService } from './ownership/OrphanService';
import { OwnerDirectory } from './ownership/OwnerDirectory';
import { OwnershipService } from './ownership/OwnershipService';
import { RoleService } from './ownership/RoleService';
import { addOverlayRoute } from './ownership/overlayRoute';
import { addOwnershipRoutes } from './ownership/routes';
import { SourceRecord } from './sources/SourceRecord';
import { SourceService } from './sources/SourceService';
import { addSourceRoutes } from './sources/routes';

interface RouterOptions extends RouterContext {
  auth: AuthService;
  cards: CardReader;
  catalog: CatalogService;
  access: ModelAccess;
  visibility: ModelVisibility;
  people: PersonDirectory;
  changes: ModelChanges;
  notices: BoardNotices;
  owners: OwnerDirectory;
  orphans: OrphanService;
  models: ManyModels;
  channels: SignalChannels;
  database: ModelsDatabase;
  discovery: DiscoveryService;
  scheduler: SchedulerService;
  sourceRecord: SourceRecord;
  config: ModelsConfig;
  logger: LoggerService;
  now: () => Date;
}

/** Puts the services of all features behind their routes. */
export function createRouter(options: RouterOptions): Router {
  const router = PromiseRouter();
  router.use(jsonBody());
  addOpenApiRoute(router);
  const common = { ...options, router, ...sharedParts(options, router) };
  const ownership = new OwnershipService(common);
  const continuation = new RecordContinuation(common);
  addOverlayRoute(common);
  addOwnershipRoutes({
    ...common,
    ownership,
    roles: new RoleService({ ...common, ownership }),
    bulk: new BulkAssignment({ ...common, ownership }),
    continuation,
  });
  const states = new RequirementStates(common);
  const reviews = new ReviewService(common);
  const fleet = new FleetService({
    ...common,
    ...{ states, ownership, continuation },
  });
  addReadingRoutes(common, fleet);
  addLifecycleRoutes({
    ...common,
    service: new VersionService({ ...common, reviews }),
    stages: new StageService(common),
    ends: new EndOfLifeService(common),
    dependants: common.dependantCatalog,
  });
  addDeploymentsRoutes({ ...common, service: new DeploymentService(common) });
  addMonitoringRoutes({
    ...common,
    service: new MonitoringService(common),
    incidents: new IncidentService(common),
    retirements: new CheckRetirements(common),
    fleet: new FleetMonitoring(common),
  });
  addGovernanceRoutes({
    ...common,
    reviews,
    decisions: new DecisionService({ ...common, states }),
    waivers: new WaiverService(common),
    gate: new GateService(common),
  });
  addLedgerRoutes({ ...common, service: new LedgerService(common) });
  addBoardRoutes({ ...common, service: new BoardService(options) });
  addSourceRoutes({ ...common, service: new SourceService(options) });
  router.use(answerOutages(options));
  return router;
}

type Common = RouterOptions &
  ReturnType<typeof sharedParts> & { router: Router };

// What only reads: the fleet, cards, and what is exported of both.
function addReadingRoutes(common: Common, fleet: FleetService): void {
  const lists = new FleetListService(common);
  addFleetRoutes({ ...common, service: fleet, lists });
  const cards = new CardService(common);
  addCardRoutes({ ...common, service: cards });
  addExportRoutes({
    ...common,
    service: new InventoryService({ ...common, fleet, lists, cards }),
  });
}

function sharedParts(options: RouterOptions, router: Router) {
  const dependantCatalog = new DependantCatalog(options);
  const dependants = new DependantNotices({
    ...options,
    catalog: dependantCatalog,
  });
  return {
    dependantCatalog,
    dependants,
    context: options,
    routes: new ModelRoutes({ ...options, router }),
    writes: new ModelWrites({ ...options, dependants }),
    approvers: new ApproverCatalog(options),
    messages: new GovernanceMessages(options),
  };
}
