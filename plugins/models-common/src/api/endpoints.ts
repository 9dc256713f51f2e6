import { z } from 'zod';
import {
  deploymentChangeSchema,
  deploymentReportSchema,
  deploymentSchema,
} from '../deployments/schemas';
import { servedRequestSchema, servedSchema } from '../deployments/served';
import {
  modelOverviewSchema,
  summariesRequestSchema,
  summariesSchema,
} from '../fleet/schemas';
import { inventoryEndpoints } from '../fleet/inventory/endpoints';
import { cardEndpoints } from '../card/endpoints';
import { fleetEndpoints } from '../fleet/endpoints';
import { governanceEndpoints } from '../governance/endpoints';
import { kindEndpoints } from '../kind/endpoints';
import { lifecycleEndpoints } from '../lifecycle/endpoints';
import { modelVersionSchema, versionReportSchema } from '../lifecycle/schemas';
import { monitoringEndpoints } from '../monitoring/endpoints';
import { ownershipEndpoints } from '../ownership/endpoints';
import {
  modelsDeploymentReportPermission,
  modelsVersionReportPermission,
} from '../permissions';
import { sourceEndpoints } from '../sources/endpoints';
import { defineEndpoint } from './endpoint';
import { modelParams, noBody, nothing, paging } from './endpointParts';
import { environmentNameSchema, pageOf, versionNameSchema } from './fields';

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
  listServed: defineEndpoint({
    operationId: 'listServed',
    method: 'post',
    path: '/served',
    feature: 'deployments',
    summary: 'Which versions of models a service runs',
    description:
      'Deployments that name the service, and those of the named models that name none. Models that the caller may not see are left out.',
    params: nothing,
    query: nothing,
    body: servedRequestSchema,
    response: servedSchema,
    status: 200,
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
  ...fleetEndpoints,
  ...monitoringEndpoints,
  ...ownershipEndpoints,
  ...kindEndpoints,
  ...sourceEndpoints,
  ...lifecycleEndpoints,
  ...governanceEndpoints,
  ...cardEndpoints,
  ...inventoryEndpoints,
} as const;

/**
 * The type of {@link endpoints}.
 *
 * @public
 */
export type Endpoints = typeof endpoints;
