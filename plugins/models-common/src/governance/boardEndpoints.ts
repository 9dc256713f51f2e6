import { z } from 'zod';
import { defineEndpoint } from '../api/endpoint';
import { noBody, nothing } from '../api/endpointParts';
import { pageOf } from '../api/fields';
import {
  boardDeploymentSchema,
  boardFacetsSchema,
  boardQuerySchema,
  boardRowSchema,
  boardWaiverSchema,
  expiringSignOffSchema,
  waitingSignOffSchema,
} from './boardSchemas';

const feature = 'governance';

const boardFilters = boardQuerySchema.omit({ requirement: true, status: true });

/** The lists of the governance board: of all models that the caller may see. */
export const boardEndpoints = {
  getBoardFacets: defineEndpoint({
    operationId: 'getBoardFacets',
    method: 'get',
    path: '/board-facets',
    feature,
    summary: 'How much there is on each view of the governance board',
    description: 'Counts only what the caller may see.',
    params: nothing,
    query: nothing,
    body: noBody,
    response: boardFacetsSchema,
    status: 200,
  }),
  listBoard: defineEndpoint({
    operationId: 'listBoard',
    method: 'get',
    path: '/board',
    feature,
    summary: 'The matrix of models and requirements',
    description: 'Models that need a sign-off, by title.',
    params: nothing,
    query: boardQuerySchema,
    body: noBody,
    response: pageOf(boardRowSchema),
    status: 200,
  }),
  listWaiting: defineEndpoint({
    operationId: 'listWaiting',
    method: 'get',
    path: '/waiting-sign-offs',
    feature,
    summary: 'Sign-offs that wait for the caller, the longest waiting first',
    description: 'Requirements of open reviews that the caller may decide.',
    params: nothing,
    query: boardFilters,
    body: noBody,
    response: pageOf(waitingSignOffSchema),
    status: 200,
    peopleOnly: true,
  }),
  listExpiring: defineEndpoint({
    operationId: 'listExpiring',
    method: 'get',
    path: '/expiring-sign-offs',
    feature,
    summary: 'Sign-offs that expire soon or have expired, the earliest first',
    description: 'Of the versions in question.',
    params: nothing,
    query: boardFilters.extend({
      days: z.coerce
        .number()
        .int()
        .min(1)
        .max(366)
        .default(90)
        .describe('How many days ahead'),
    }),
    body: noBody,
    response: pageOf(expiringSignOffSchema),
    status: 200,
  }),
  listBoardWaivers: defineEndpoint({
    operationId: 'listBoardWaivers',
    method: 'get',
    path: '/active-waivers',
    feature,
    summary: 'Waivers that count, the first to end first',
    description: 'Of all models that the caller may see.',
    params: nothing,
    query: boardFilters,
    body: noBody,
    response: pageOf(boardWaiverSchema),
    status: 200,
  }),
  listUnsanctioned: defineEndpoint({
    operationId: 'listUnsanctioned',
    method: 'get',
    path: '/unsanctioned-deployments',
    feature,
    summary:
      'Deployments of a version that lacks sign-offs, was never registered or was taken out of use, the newest finding first',
    description: 'Of all models that the caller may see.',
    params: nothing,
    query: boardFilters,
    body: noBody,
    response: pageOf(boardDeploymentSchema),
    status: 200,
  }),
};
