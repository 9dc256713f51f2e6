import {
  cloudEventKey,
  endpoints,
  sha256OfJson,
} from '@modelry/backstage-plugin-models-common';
import { Router } from 'express';
import { ModelsDatabase } from '../database/ModelsDatabase';
import { ModelRoutes } from '../http/ModelRoutes';
import { RouterContext, mountEndpoint } from '../http/mountEndpoint';
import { FleetMonitoring } from './FleetMonitoring';
import { IncidentService } from './IncidentService';
import { CheckRetirements } from './CheckRetirements';
import { MonitoringService } from './MonitoringService';
import { listIncidents } from './incidents';
import { listCheckResults } from './listCheckResults';
import { listRetiredChecks } from './retiredChecks';
import { readSeries } from './series';

export function addMonitoringRoutes(options: {
  router: Router;
  context: RouterContext;
  routes: ModelRoutes;
  service: MonitoringService;
  incidents: IncidentService;
  retirements: CheckRetirements;
  fleet: FleetMonitoring;
  database: ModelsDatabase;
}): void {
  addResultRoutes(options);
  addRetirementRoutes(options);
  addIncidentRoutes(options);
}

function addResultRoutes(options: {
  routes: ModelRoutes;
  service: MonitoringService;
  database: ModelsDatabase;
}): void {
  const { routes, service, database } = options;
  routes.serve(
    endpoints.reportCheckResults,
    ({ model, body, actor, idempotencyKey }) =>
      service.report({
        model,
        results: body.results,
        format: 'modelry',
        actor,
        idempotencyKey,
      }),
  );
  routes.serve(
    endpoints.reportMonitoringReport,
    ({ model, body, query, actor, idempotencyKey }) =>
      service.reportDocument({
        model,
        document: body,
        context: query,
        actor,
        idempotencyKey: idempotencyKey ?? eventKey(body),
      }),
  );
  routes.serve(endpoints.getMonitoring, ({ model }) =>
    service.state(model.modelRef),
  );
  routes.serve(endpoints.listCheckResults, ({ model, query }) =>
    listCheckResults(database.knex, { modelRef: model.modelRef, ...query }),
  );
  routes.serve(endpoints.getCheckSeries, ({ model, query }) =>
    readSeries(database.knex, model.modelRef, query),
  );
}

function addRetirementRoutes(options: {
  routes: ModelRoutes;
  retirements: CheckRetirements;
  database: ModelsDatabase;
}): void {
  const { routes, retirements, database } = options;
  routes.serve(endpoints.retireCheck, request => retirements.retire(request));
  routes.serve(endpoints.listRetiredChecks, ({ model, query }) =>
    listRetiredChecks(database.knex, { modelRef: model.modelRef, ...query }),
  );
}

function addIncidentRoutes(options: {
  router: Router;
  context: RouterContext;
  routes: ModelRoutes;
  incidents: IncidentService;
  fleet: FleetMonitoring;
  database: ModelsDatabase;
}): void {
  const { router, context, routes, incidents, fleet, database } = options;
  routes.serve(endpoints.listIncidents, ({ model, query }) =>
    listIncidents(database.knex, { modelRef: model.modelRef, ...query }),
  );
  routes.serve(endpoints.acknowledgeIncident, ({ params, ...request }) =>
    incidents.acknowledge({ ...request, id: params.id }),
  );
  routes.serve(endpoints.markIncidentCause, ({ params, ...request }) =>
    incidents.markCause({ ...request, id: params.id }),
  );
  routes.serve(endpoints.askForRetraining, ({ params, ...request }) =>
    incidents.askForRetraining({ ...request, id: params.id }),
  );
  mountEndpoint(
    router,
    context,
    endpoints.countMonitoringStatuses,
    ({ credentials }) => fleet.statuses(credentials),
  );
  mountEndpoint(
    router,
    context,
    endpoints.listOpenIncidents,
    ({ query, credentials }) => fleet.openIncidents({ ...query, credentials }),
  );
  mountEndpoint(
    router,
    context,
    endpoints.listUnmonitoredModels,
    ({ query, credentials }) => fleet.unmonitored({ ...query, credentials }),
  );
}

// An event that is delivered twice is one event.
function eventKey(document: unknown): string | undefined {
  const key = cloudEventKey(document);
  return key && `cloudevent-${sha256OfJson(key)}`;
}
