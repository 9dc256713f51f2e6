import { defineEndpoint } from '../api/endpoint';
import { noBody, nothing } from '../api/endpointParts';
import { lifecycleSchema } from './stages';

const feature = 'lifecycle';

/** The operations on stages, and on what a model has been through. */
export const lifecycleEndpoints = {
  getLifecycle: defineEndpoint({
    operationId: 'getLifecycle',
    method: 'get',
    path: '/lifecycle',
    feature,
    summary: 'The configured stages, and the moves between them',
    description:
      'The same for all models. A record may hold a stage that was configured once and is not listed here.',
    params: nothing,
    query: nothing,
    body: noBody,
    response: lifecycleSchema,
    status: 200,
  }),
} as const;
