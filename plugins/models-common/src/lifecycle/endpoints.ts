import { z } from 'zod';
import { defineEndpoint } from '../api/endpoint';
import { modelParams, noBody, nothing, paging } from '../api/endpointParts';
import { pageOf, versionNameSchema } from '../api/fields';
import { reasonRequestSchema } from '../governance/reviewSchemas';
import { modelsStageMovePermission } from '../permissions';
import {
  dependantsSchema,
  endOfLifeRequestSchema,
  endOfLifeSchema,
  possibleMovesSchema,
  stageMoveSchema,
} from './moveSchemas';
import { lifecycleSchema } from './stages';
import { TIMELINE_KINDS, timelineItemSchema } from './timelineSchemas';

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
  listPossibleMoves: defineEndpoint({
    operationId: 'listPossibleMoves',
    method: 'get',
    path: '/:namespace/:name/possible-moves',
    feature,
    summary: 'Where a version may go from its stage',
    description:
      'Every move that the configuration allows, with the sign-offs that the version lacks for it.',
    params: modelParams,
    query: z.strictObject({ version: versionNameSchema }),
    body: noBody,
    response: possibleMovesSchema,
    status: 200,
  }),
  listStageMoves: defineEndpoint({
    operationId: 'listStageMoves',
    method: 'get',
    path: '/:namespace/:name/stage-moves',
    feature,
    summary: 'How versions moved between stages, the newest first',
    description: 'Of all versions, unless `version` names one.',
    params: modelParams,
    query: z.strictObject({
      ...paging,
      version: versionNameSchema.optional(),
    }),
    body: noBody,
    response: pageOf(stageMoveSchema),
    status: 200,
  }),
  listDependants: defineEndpoint({
    operationId: 'listDependants',
    method: 'get',
    path: '/:namespace/:name/dependants',
    feature,
    summary: 'What depends on the model',
    description:
      'Components and APIs that serve it, what names it among its dependencies, and models that were derived from it. What the caller may not see is left out.',
    params: modelParams,
    query: nothing,
    body: noBody,
    response: dependantsSchema,
    status: 200,
  }),
  setEndOfLife: defineEndpoint({
    operationId: 'setEndOfLife',
    method: 'post',
    path: '/:namespace/:name/end-of-life',
    feature,
    summary: 'Set the day on which the model reaches its end of life',
    description:
      'Replaces the one that was set before. The owners of what depends on the model are told, and their pages show it. It moves no version.',
    params: modelParams,
    query: nothing,
    body: endOfLifeRequestSchema,
    response: endOfLifeSchema,
    status: 200,
    permission: modelsStageMovePermission.name,
    audited: ['date'],
  }),
  clearEndOfLife: defineEndpoint({
    operationId: 'clearEndOfLife',
    method: 'post',
    path: '/:namespace/:name/end-of-life/clear',
    feature,
    summary: 'Take the end of life of the model back',
    description:
      'The owners of what depends on the model are told. Changes nothing when none is set.',
    params: modelParams,
    query: nothing,
    body: reasonRequestSchema,
    response: z
      .object({ cleared: z.boolean() })
      .meta({ id: 'EndOfLifeClearance' }),
    status: 200,
    permission: modelsStageMovePermission.name,
  }),
  getTimeline: defineEndpoint({
    operationId: 'getTimeline',
    method: 'get',
    path: '/:namespace/:name/timeline',
    feature,
    summary: 'All that happened to the model, the newest first',
    description:
      'Versions, moves between stages, deployments, sign-offs and ownership in one list, each with who or which machine says so. `kind` leaves out all others.',
    params: modelParams,
    query: z.strictObject({
      ...paging,
      kind: z.enum(TIMELINE_KINDS).optional(),
    }),
    body: noBody,
    response: pageOf(timelineItemSchema),
    status: 200,
  }),
} as const;
