import { defineEndpoint } from '../api/endpoint';
import { noBody, nothing } from '../api/endpointParts';
import { fleetFilterSchema, fleetQuerySchema } from './fleetFilter';
import {
  fleetFacetsSchema,
  fleetPageSchema,
  fleetRefsSchema,
  fleetTrendSchema,
} from './fleetSchemas';

const feature = 'fleet';

const ONLY_VISIBLE = 'Shows and counts only what the caller may see.';

/** The lists and counts over all models. */
export const fleetEndpoints = {
  listFleet: defineEndpoint({
    operationId: 'listFleet',
    method: 'get',
    path: '/fleet',
    feature,
    summary: 'The models of the fleet, filtered and sorted',
    description: ONLY_VISIBLE,
    params: nothing,
    query: fleetQuerySchema,
    body: noBody,
    response: fleetPageSchema,
    status: 200,
  }),
  getFleetFacets: defineEndpoint({
    operationId: 'getFleetFacets',
    method: 'get',
    path: '/fleet-facets',
    feature,
    summary: 'What the fleet can be filtered by, with counts',
    description: ONLY_VISIBLE,
    params: nothing,
    query: fleetFilterSchema,
    body: noBody,
    response: fleetFacetsSchema,
    status: 200,
  }),
  listFleetRefs: defineEndpoint({
    operationId: 'listFleetRefs',
    method: 'get',
    path: '/fleet-refs',
    feature,
    summary: 'Which models a filter lets through',
    description: `To do something with all of them. ${ONLY_VISIBLE}`,
    params: nothing,
    query: fleetFilterSchema,
    body: noBody,
    response: fleetRefsSchema,
    status: 200,
  }),
  getFleetTrend: defineEndpoint({
    operationId: 'getFleetTrend',
    method: 'get',
    path: '/fleet-trend',
    feature,
    summary: 'How the fleet was on each of the last 90 days',
    description: `A filter chooses models by how they are now, and tells how those were. ${ONLY_VISIBLE}`,
    params: nothing,
    query: fleetFilterSchema,
    body: noBody,
    response: fleetTrendSchema,
    status: 200,
  }),
};
