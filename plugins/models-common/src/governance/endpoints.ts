import { z } from 'zod';
import { defineEndpoint } from '../api/endpoint';
import {
  modelItemParams,
  modelParams,
  noBody,
  nothing,
  paging,
} from '../api/endpointParts';
import { pageOf } from '../api/fields';
import { stageMoveRequestSchema } from '../lifecycle/moveSchemas';
import { modelVersionSchema } from '../lifecycle/schemas';
import {
  modelsReviewDecidePermission,
  modelsReviewOpenPermission,
  modelsStageMovePermission,
  modelsWaiverGrantPermission,
} from '../permissions';
import { boardEndpoints } from './boardEndpoints';
import { reviewBriefSchema } from './briefSchemas';
import { gateAnswerSchema, gateQuerySchema } from './gateSchemas';
import { ledgerEndpoints } from './ledgerEndpoints';
import {
  reasonRequestSchema,
  reviewRequestSchema,
  reviewSchema,
  reviewStatusSchema,
} from './reviewSchemas';
import {
  decisionRequestSchema,
  decisionSchema,
  requirementStateSchema,
} from './schemas';
import { waiverRequestSchema, waiverSchema } from './waiverSchemas';

const feature = 'governance';

/** The operations on reviews and decisions. */
const reviewEndpoints = {
  openReview: defineEndpoint({
    operationId: 'openReview',
    method: 'post',
    path: '/:namespace/:name/reviews',
    feature,
    summary: 'Open a review of a version for a stage',
    description:
      'Reviewers are notified. A version has at most one open review for a stage: when one is open already it is answered, and `opened` is false. A new review sets aside the rejections of earlier ones.',
    params: modelParams,
    query: nothing,
    body: reviewRequestSchema,
    response: z
      .object({ opened: z.boolean(), review: reviewSchema })
      .meta({ id: 'ReviewReceipt' }),
    status: 201,
    permission: modelsReviewOpenPermission.name,
    audited: ['version', 'stage'],
  }),
  listReviews: defineEndpoint({
    operationId: 'listReviews',
    method: 'get',
    path: '/:namespace/:name/reviews',
    feature,
    summary: 'Reviews of a model, the newest first',
    description: 'Of all versions and stages.',
    params: modelParams,
    query: z.strictObject({
      ...paging,
      status: reviewStatusSchema.optional(),
    }),
    body: noBody,
    response: pageOf(reviewSchema),
    status: 200,
  }),
  getReview: defineEndpoint({
    operationId: 'getReview',
    method: 'get',
    path: '/:namespace/:name/reviews/:id',
    feature,
    summary: 'What a reviewer should know',
    description:
      'The review, and what changed since the version that was approved last: facts of the model, metrics of the version, checks, and what was decided then.',
    params: modelItemParams,
    query: nothing,
    body: noBody,
    response: reviewBriefSchema,
    status: 200,
  }),
  closeReview: defineEndpoint({
    operationId: 'closeReview',
    method: 'post',
    path: '/:namespace/:name/reviews/:id/close',
    feature,
    summary: 'Close a review without moving the version',
    description: 'Its decisions stay in the record.',
    params: modelItemParams,
    query: nothing,
    body: reasonRequestSchema,
    response: reviewSchema,
    status: 200,
    permission: modelsReviewOpenPermission.name,
  }),
  decide: defineEndpoint({
    operationId: 'decide',
    method: 'post',
    path: '/:namespace/:name/decisions',
    feature,
    summary: 'Decide a requirement for a version',
    description:
      'Only people who are approvers of the requirement, in an open review of the version. An approval must come with the evidence that the requirement names. The decision is appended to the ledger of the model. Repeating the newest decision of the same person appends nothing and answers the same.',
    params: modelParams,
    query: nothing,
    body: decisionRequestSchema,
    response: z
      .object({ decision: decisionSchema, requirement: requirementStateSchema })
      .meta({ id: 'DecisionReceipt' }),
    status: 201,
    peopleOnly: true,
    permission: modelsReviewDecidePermission.name,
    audited: ['requirement', 'stage', 'version', 'decision'],
  }),
  withdrawDecision: defineEndpoint({
    operationId: 'withdrawDecision',
    method: 'post',
    path: '/:namespace/:name/decisions/:id/withdraw',
    feature,
    summary: 'Take back a decision of your own',
    description:
      'It does not count from then on, and stays in the record. An earlier decision of the same person does not come back.',
    params: modelItemParams,
    query: nothing,
    body: reasonRequestSchema,
    response: decisionSchema,
    status: 200,
    peopleOnly: true,
    permission: modelsReviewDecidePermission.name,
  }),
  listDecisions: defineEndpoint({
    operationId: 'listDecisions',
    method: 'get',
    path: '/:namespace/:name/decisions',
    feature,
    summary: 'Decisions on a model, the newest first',
    description:
      'Of all versions and requirements, in the order of the ledger. Where people wrote much, a page ends before its limit.',
    params: modelParams,
    query: z.strictObject(paging),
    body: noBody,
    response: pageOf(decisionSchema),
    status: 200,
  }),
  getDecision: defineEndpoint({
    operationId: 'getDecision',
    method: 'get',
    path: '/:namespace/:name/decisions/:id',
    feature,
    summary: 'One decision, whole',
    description:
      'With all of its comment and evidence, which other answers shorten when there is much of it.',
    params: modelItemParams,
    query: nothing,
    body: noBody,
    response: decisionSchema,
    status: 200,
  }),
};

/** The operations on waivers. */
const waiverEndpoints = {
  grantWaiver: defineEndpoint({
    operationId: 'grantWaiver',
    method: 'post',
    path: '/:namespace/:name/waivers',
    feature,
    summary: 'Set a requirement aside for a while',
    description:
      'Only people whom the requirement names in `waivableBy`. A rejection outweighs a waiver.',
    params: modelParams,
    query: nothing,
    body: waiverRequestSchema,
    response: waiverSchema,
    status: 201,
    peopleOnly: true,
    permission: modelsWaiverGrantPermission.name,
    audited: ['requirement', 'stage', 'version', 'until'],
  }),
  revokeWaiver: defineEndpoint({
    operationId: 'revokeWaiver',
    method: 'post',
    path: '/:namespace/:name/waivers/:id/revoke',
    feature,
    summary: 'End a waiver before its time',
    description: 'It stays in the record.',
    params: modelItemParams,
    query: nothing,
    body: reasonRequestSchema,
    response: waiverSchema,
    status: 200,
    peopleOnly: true,
    permission: modelsWaiverGrantPermission.name,
  }),
  listWaivers: defineEndpoint({
    operationId: 'listWaivers',
    method: 'get',
    path: '/:namespace/:name/waivers',
    feature,
    summary: 'Waivers of a model, the newest first',
    description: 'Those that ended, too.',
    params: modelParams,
    query: z.strictObject(paging),
    body: noBody,
    response: pageOf(waiverSchema),
    status: 200,
  }),
};

/** The operations that hold a version against its sign-offs. */
const gateEndpoints = {
  moveStage: defineEndpoint({
    operationId: 'moveStage',
    method: 'post',
    path: '/:namespace/:name/stage-moves',
    feature,
    summary: 'Move a version to another lifecycle stage',
    description:
      'Refused with 409 and every reason when no configured move leads there or sign-offs are missing. Completes the open review of the version for that stage. When no version of the model is left in use, the owners of what depends on it are told.',
    params: modelParams,
    query: nothing,
    body: stageMoveRequestSchema,
    response: modelVersionSchema,
    status: 200,
    permission: modelsStageMovePermission.name,
    audited: ['version', 'stage', 'expectedStage'],
  }),
  askGate: defineEndpoint({
    operationId: 'askGate',
    method: 'get',
    path: '/:namespace/:name/gate',
    feature,
    summary: 'May this version enter a stage, or run in an environment?',
    description:
      'For CI/CD and admission control: `decision` is `allow` or `deny`, with each reason. It fails closed: a version that was never reported and an environment that is not configured are denied.',
    params: modelParams,
    query: gateQuerySchema,
    body: noBody,
    response: gateAnswerSchema,
    status: 200,
  }),
};

/** Every operation of governance. */
export const governanceEndpoints = {
  ...reviewEndpoints,
  ...waiverEndpoints,
  ...gateEndpoints,
  ...ledgerEndpoints,
  ...boardEndpoints,
} as const;
