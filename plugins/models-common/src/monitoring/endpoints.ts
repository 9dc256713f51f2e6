import { z } from 'zod';
import { defineEndpoint } from '../api/endpoint';
import {
  modelItemParams,
  modelParams,
  noBody,
  nothing,
  paging,
} from '../api/endpointParts';
import {
  environmentNameSchema,
  nameSchema,
  pageOf,
  timestampSchema,
  versionNameSchema,
} from '../api/fields';
import {
  modelsCheckReportPermission,
  modelsCheckRetirePermission,
  modelsIncidentHandlePermission,
} from '../permissions';
import {
  fleetIncidentSchema,
  fleetMonitoringSchema,
  incidentCauseRequestSchema,
  incidentCommentSchema,
  incidentSchema,
  incidentStatusSchema,
  unmonitoredModelSchema,
} from './incidentSchemas';
import {
  checkRetirementRequestSchema,
  retiredCheckSchema,
} from './retirementSchemas';
import {
  checkKindSchema,
  checkReportReceiptSchema,
  checkResultSchema,
  checkResultsReportSchema,
  monitoringStateSchema,
} from './schemas';
import { checkSeriesQuerySchema, checkSeriesSchema } from './seriesSchemas';

const feature = 'monitoring';

/** The operations on what checks observe. */
const resultEndpoints = {
  reportCheckResults: defineEndpoint({
    operationId: 'reportCheckResults',
    method: 'post',
    path: '/:namespace/:name/check-results',
    feature,
    summary: 'Report what checks observed',
    description:
      'In any order and as often as you like: the newest observation of a check is the current one, and one that is known already changes nothing.',
    params: modelParams,
    query: nothing,
    body: checkResultsReportSchema,
    response: checkReportReceiptSchema,
    status: 200,
    permission: modelsCheckReportPermission.name,
  }),
  reportMonitoringReport: defineEndpoint({
    operationId: 'reportMonitoringReport',
    method: 'post',
    path: '/:namespace/:name/monitoring-reports',
    feature,
    summary: 'Report a document that a monitoring tool wrote',
    description:
      'Reads what Evidently, Great Expectations, SageMaker Model Monitor and Alibi Detect write, and check results of our own, each bare or in a CloudEvents 1.0 envelope (structured, batch or binary HTTP). A document that is not understood is refused and nothing of it is kept.',
    params: modelParams,
    query: z.strictObject({
      environment: environmentNameSchema.optional(),
      version: versionNameSchema.optional(),
      observedAt: timestampSchema
        .optional()
        .describe('When the report was made, if the document does not say so'),
      kind: checkKindSchema
        .optional()
        .describe(
          'What was watched, for documents that do not say so: constraint_violations.json',
        ),
    }),
    body: z.union([
      z.record(z.string(), z.unknown()),
      z.array(z.record(z.string(), z.unknown())).min(1).max(200),
    ]),
    response: checkReportReceiptSchema,
    status: 200,
    foreignBody: true,
    permission: modelsCheckReportPermission.name,
  }),
  listCheckResults: defineEndpoint({
    operationId: 'listCheckResults',
    method: 'get',
    path: '/:namespace/:name/check-results',
    feature,
    summary: 'Observations of one check, the newest first',
    description: 'The check is named by `check` and `environment`.',
    params: modelParams,
    query: z.strictObject({
      ...paging,
      check: nameSchema,
      environment: environmentNameSchema.optional(),
    }),
    body: noBody,
    response: pageOf(checkResultSchema),
    status: 200,
  }),
  getMonitoring: defineEndpoint({
    operationId: 'getMonitoring',
    method: 'get',
    path: '/:namespace/:name/monitoring',
    feature,
    summary: 'How a model does, and the checks that say so',
    description: 'The worst check first, each with its newest result.',
    params: modelParams,
    query: nothing,
    body: noBody,
    response: monitoringStateSchema,
    status: 200,
  }),
  getCheckSeries: defineEndpoint({
    operationId: 'getCheckSeries',
    method: 'get',
    path: '/:namespace/:name/check-series',
    feature,
    summary: 'The history of one check, as coarse as it is asked for',
    description:
      'Results of one stretch of time each become one point with the lowest, the highest and the average value, and the worst status. There are never more points than asked for.',
    params: modelParams,
    query: checkSeriesQuerySchema,
    body: noBody,
    response: checkSeriesSchema,
    status: 200,
  }),
};

/** The operations on checks that are no longer run. */
const retirementEndpoints = {
  retireCheck: defineEndpoint({
    operationId: 'retireCheck',
    method: 'post',
    path: '/:namespace/:name/check-retirements',
    feature,
    summary: 'Say that a check is no longer run',
    description:
      'It counts no more for the status of the model, and its incident ends. Its history stays. A result that is observed afterwards brings it back.',
    params: modelParams,
    query: nothing,
    body: checkRetirementRequestSchema,
    response: retiredCheckSchema,
    status: 200,
    permission: modelsCheckRetirePermission.name,
    audited: ['check', 'environment'],
  }),
  listRetiredChecks: defineEndpoint({
    operationId: 'listRetiredChecks',
    method: 'get',
    path: '/:namespace/:name/retired-checks',
    feature,
    summary: 'Checks that are no longer run, the last retired first',
    description:
      'Each with its last observation, and who retired it, when and why.',
    params: modelParams,
    query: z.strictObject(paging),
    body: noBody,
    response: pageOf(retiredCheckSchema),
    status: 200,
  }),
};

const incidentAct = {
  method: 'post',
  feature,
  params: modelItemParams,
  query: nothing,
  response: incidentSchema,
  status: 200,
  permission: modelsIncidentHandlePermission.name,
  peopleOnly: true,
} as const;

/** The operations on incidents. */
const incidentEndpoints = {
  listIncidents: defineEndpoint({
    operationId: 'listIncidents',
    method: 'get',
    path: '/:namespace/:name/incidents',
    feature,
    summary: 'Incidents of a model, the newest first',
    description:
      'A run of critical results of one check is one incident; a check that fails to run does not end it.',
    params: modelParams,
    query: z.strictObject({
      ...paging,
      status: incidentStatusSchema.optional(),
    }),
    body: noBody,
    response: pageOf(incidentSchema),
    status: 200,
  }),
  acknowledgeIncident: defineEndpoint({
    ...incidentAct,
    operationId: 'acknowledgeIncident',
    path: '/:namespace/:name/incidents/:id/acknowledgement',
    summary: 'Say that somebody looks after an incident',
    description:
      'A second acknowledgement by the same person replaces the first; that of somebody else is a conflict.',
    body: incidentCommentSchema,
  }),
  markIncidentCause: defineEndpoint({
    ...incidentAct,
    operationId: 'markIncidentCause',
    path: '/:namespace/:name/incidents/:id/cause',
    summary: 'Say what caused an incident',
    description:
      'A second cause replaces the first, which stays in the timeline of the model.',
    body: incidentCauseRequestSchema,
    audited: ['cause'],
  }),
  askForRetraining: defineEndpoint({
    ...incidentAct,
    operationId: 'askForRetraining',
    path: '/:namespace/:name/incidents/:id/retraining',
    summary: 'Ask the owner to train the model again because of an incident',
    description:
      'Notifies the owner, with a link to where retraining is started when `models.monitoring.retraining.link` is configured.',
    body: incidentCommentSchema,
  }),
  countMonitoringStatuses: defineEndpoint({
    operationId: 'countMonitoringStatuses',
    method: 'get',
    path: '/monitoring-statuses',
    feature,
    summary: 'How all models do that the caller may see, in numbers',
    description:
      'Counts models by monitoring status. A model without checks is unmonitored, wherever it runs.',
    params: nothing,
    query: nothing,
    body: noBody,
    response: fleetMonitoringSchema,
    status: 200,
  }),
  listOpenIncidents: defineEndpoint({
    operationId: 'listOpenIncidents',
    method: 'get',
    path: '/incidents',
    feature,
    summary: 'Incidents that go on, of all models that the caller may see',
    description:
      'The newest first. A page may hold fewer items than asked for, for models that the caller may not see are left out.',
    params: nothing,
    query: z.strictObject(paging),
    body: noBody,
    response: pageOf(fleetIncidentSchema),
    status: 200,
  }),
  listUnmonitoredModels: defineEndpoint({
    operationId: 'listUnmonitoredModels',
    method: 'get',
    path: '/unmonitored',
    feature,
    summary: 'Models that run in production although no check watches them',
    description:
      'An environment counts as production when its configured stage is production. A check of the model as such counts for every environment.',
    params: nothing,
    query: z.strictObject(paging),
    body: noBody,
    response: pageOf(unmonitoredModelSchema),
    status: 200,
  }),
};

/** The operations of monitoring. */
export const monitoringEndpoints = {
  ...resultEndpoints,
  ...retirementEndpoints,
  ...incidentEndpoints,
};
