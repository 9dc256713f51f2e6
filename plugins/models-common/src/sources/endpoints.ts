import { z } from 'zod';
import { defineEndpoint } from '../api/endpoint';
import { noBody, nothing } from '../api/endpointParts';
import {
  modelsSourcesReadPermission,
  modelsSourcesReportPermission,
  modelsSourcesRunPermission,
} from '../permissions';
import {
  modelSourcesSchema,
  sourceIdSchema,
  sourceReportSchema,
} from './schemas';

/** The operations on the systems that bring models, versions, deployments and checks. */
export const sourceEndpoints = {
  listSources: defineEndpoint({
    operationId: 'listSources',
    method: 'get',
    path: '/sources',
    feature: 'sources',
    summary: 'All sources, and how they do',
    description:
      'Integrations that bring models, versions, deployments or checks from other systems. Those that need care come first.',
    params: nothing,
    query: nothing,
    body: noBody,
    response: modelSourcesSchema,
    status: 200,
    permission: modelsSourcesReadPermission.name,
  }),
  reportSource: defineEndpoint({
    operationId: 'reportSource',
    method: 'post',
    path: '/source-reports',
    feature: 'sources',
    summary: 'Report how a source does',
    description:
      'Known by its id; a report about a run that is older than the last one known changes nothing. One that nobody reported about for 30 days is forgotten. Integrations of this portal do it by themselves; a pipeline that pushes facts may do it too.',
    params: nothing,
    query: nothing,
    body: sourceReportSchema,
    response: z.object({
      changed: z
        .boolean()
        .describe('False when the record knows of a newer run'),
    }),
    status: 200,
    permission: modelsSourcesReportPermission.name,
    isRoutine: true,
    audited: ['id', 'kind'],
  }),
  runSource: defineEndpoint({
    operationId: 'runSource',
    method: 'post',
    path: '/source-runs',
    feature: 'sources',
    summary: 'Ask a source to run now',
    description:
      'It starts within seconds, on one replica. One that runs already goes on, and the answer says so. 409 when it is not run by this portal.',
    params: nothing,
    query: nothing,
    body: z.strictObject({ id: sourceIdSchema }),
    response: z.object({
      requested: z.boolean().describe('False when it runs already'),
    }),
    status: 200,
    permission: modelsSourcesRunPermission.name,
    audited: ['id'],
  }),
};
