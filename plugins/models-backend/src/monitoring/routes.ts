import {
  cloudEventKey,
  endpoints,
  sha256OfJson,
} from '@modelry/backstage-plugin-models-common';
import { ModelsDatabase } from '../database/ModelsDatabase';
import { ModelRoutes } from '../http/ModelRoutes';
import { MonitoringService } from './MonitoringService';
import { listCheckResults } from './checks';

export function addMonitoringRoutes(options: {
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
  routes.serve(endpoints.listCheckResults, ({ model, query }) =>
    listCheckResults(database.knex, { modelRef: model.modelRef, ...query }),
  );
}

// An event that is delivered twice is one event.
function eventKey(document: unknown): string | undefined {
  const key = cloudEventKey(document);
  return key && `cloudevent-${sha256OfJson(key)}`;
}
