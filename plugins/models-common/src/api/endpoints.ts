import { z } from 'zod';
import {
  deploymentChangeSchema,
  deploymentReportSchema,
  deploymentSchema,
} from '../deployments/schemas';
import {
  modelOverviewSchema,
  summariesRequestSchema,
  summariesSchema,
} from '../fleet/schemas';
import { governanceEndpoints } from '../governance/endpoints';
import { lifecycleEndpoints } from '../lifecycle/endpoints';
import { modelVersionSchema, versionReportSchema } from '../lifecycle/schemas';
import {
  checkReportReceiptSchema,
  checkResultSchema,
  checkResultsReportSchema,
} from '../monitoring/schemas';
import {
  modelsCheckReportPermission,
  modelsDeploymentReportPermission,
  modelsVersionReportPermission,
} from '../permissions';
import { defineEndpoint } from './endpoint';
import { modelParams, noBody, nothing, paging } from './endpointParts';
import {
  environmentNameSchema,
  nameSchema,
  pageOf,
  timestampSchema,
  versionNameSchema,
} from './fields';

/**
 * Whether a report changed what was known.
 *
 * @public
 */
export const reportReceiptSchema = z
  .object({
    changed: z
      .boolean()
      .describe(
        'False when the record already said so, or knows something newer',
      ),
  })
  .meta({ id: 'ReportReceipt' });

/**
 * Every operation of the HTTP API below `/api/models`.
 *
 * @remarks
 *
 * Paths of one segment speak of many models, longer ones of the model that their
 * first two segments name. A model that the caller may not see is answered like
 * one that does not exist.
 *
 * @public
 */
export const endpoints = {
  getOverview: defineEndpoint({
    operationId: 'getOverview',
    method: 'get',
    path: '/:namespace/:name',
    feature: 'fleet',
    summary: 'Everything that the page of a model shows',
    description:
      'Lifecycle, deployments, monitoring status and the sign-offs of one version: of the newest one that asks for production, unless `version` names another.',
    params: modelParams,
    query: z.strictObject({ version: versionNameSchema.optional() }),
    body: noBody,
    response: modelOverviewSchema,
    status: 200,
  }),
  getSummaries: defineEndpoint({
    operationId: 'getSummaries',
    method: 'post',
    path: '/summaries',
    feature: 'fleet',
    summary: 'One line about each of the named models',
    description:
      'Models that do not exist, or that the caller may not see, are left out.',
    params: nothing,
    query: nothing,
    body: summariesRequestSchema,
    response: summariesSchema,
    status: 200,
  }),
  reportVersion: defineEndpoint({
    operationId: 'reportVersion',
    method: 'post',
    path: '/:namespace/:name/versions',
    feature: 'lifecycle',
    summary: 'Report a version of a model',
    description:
      'Registers the version, or updates what is known of it. A digest never changes: a version is immutable. A stage that a policy governs is refused with 409 while sign-offs are missing.',
    params: modelParams,
    query: nothing,
    body: versionReportSchema,
    response: reportReceiptSchema.extend({ version: modelVersionSchema }),
    status: 200,
    permission: modelsVersionReportPermission.name,
    audited: ['version', 'stage'],
  }),
  listVersions: defineEndpoint({
    operationId: 'listVersions',
    method: 'get',
    path: '/:namespace/:name/versions',
    feature: 'lifecycle',
    summary: 'Versions of a model, the newest first',
    description: 'Ordered by registration.',
    params: modelParams,
    query: z.strictObject(paging),
    body: noBody,
    response: pageOf(modelVersionSchema),
    status: 200,
  }),
  reportDeployment: defineEndpoint({
    operationId: 'reportDeployment',
    method: 'post',
    path: '/:namespace/:name/deployments',
    feature: 'deployments',
    summary: 'Report where a version of a model runs',
    description:
      'Known by environment and name. A version that was never reported is registered with it. A report that is older than what is known changes nothing.',
    params: modelParams,
    query: nothing,
    body: deploymentReportSchema,
    response: reportReceiptSchema.extend({ deployment: deploymentSchema }),
    status: 200,
    permission: modelsDeploymentReportPermission.name,
    audited: ['environment', 'version', 'status'],
  }),
  listDeploymentChanges: defineEndpoint({
    operationId: 'listDeploymentChanges',
    method: 'get',
    path: '/:namespace/:name/deployment-changes',
    feature: 'deployments',
    summary: 'How the deployments of a model changed, the newest first',
    description:
      'One item for every change of version, status, role or traffic.',
    params: modelParams,
    query: z.strictObject({
      ...paging,
      environment: environmentNameSchema.optional(),
    }),
    body: noBody,
    response: pageOf(deploymentChangeSchema),
    status: 200,
  }),
  reportCheckResults: defineEndpoint({
    operationId: 'reportCheckResults',
    method: 'post',
    path: '/:namespace/:name/check-results',
    feature: 'monitoring',
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
    feature: 'monitoring',
    summary: 'Report a document that a monitoring tool wrote',
    description:
      'Reads the JSON of an Evidently report (0.4 to 0.6: `Report.json()`; 0.7.16 and later: `save_json()`). A document that is not understood is refused and nothing of it is kept.',
    params: modelParams,
    query: z.strictObject({
      environment: environmentNameSchema.optional(),
      version: versionNameSchema.optional(),
      observedAt: timestampSchema
        .optional()
        .describe('When the report was made, if the document does not say so'),
    }),
    body: z.record(z.string(), z.unknown()),
    response: checkReportReceiptSchema,
    status: 200,
    foreignBody: true,
    permission: modelsCheckReportPermission.name,
  }),
  listCheckResults: defineEndpoint({
    operationId: 'listCheckResults',
    method: 'get',
    path: '/:namespace/:name/check-results',
    feature: 'monitoring',
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
  ...lifecycleEndpoints,
  ...governanceEndpoints,
} as const;

/**
 * The type of {@link endpoints}.
 *
 * @public
 */
export type Endpoints = typeof endpoints;
