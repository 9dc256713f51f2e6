import { z } from 'zod';
import { defineEndpoint } from '../api/endpoint';
import { modelParams, noBody, nothing, paging } from '../api/endpointParts';
import { pageOf } from '../api/fields';
import {
  modelsOwnerAssignPermission,
  modelsOwnerDeclinePermission,
} from '../permissions';
import {
  ownerAssignmentOutcomeSchema,
  ownerAssignmentsRequestSchema,
} from './bulkSchemas';
import {
  orphanCountsSchema,
  orphanProblemSchema,
  orphanSchema,
} from './orphanSchemas';
import {
  ownerAssignmentRequestSchema,
  ownerRefusalRequestSchema,
  ownerReversionRequestSchema,
  ownershipActSchema,
  ownershipStateSchema,
  roleAssignmentRequestSchema,
} from './schemas';

const changeSchema = z.object({
  changed: z.boolean().describe('False when the record already said so'),
  ownership: ownershipStateSchema,
});

/** Operations about who answers for models. */
export const ownershipEndpoints = {
  assignOwner: defineEndpoint({
    operationId: 'assignOwner',
    method: 'post',
    path: '/:namespace/:name/owner',
    feature: 'ownership',
    summary: 'Give a model an owner',
    description:
      'The owner in the record is laid over the one that the entity declares. Refused with 409 when somebody else owns the model than the caller expects, and with 403 when the configuration keeps owners in YAML.',
    params: modelParams,
    query: nothing,
    body: ownerAssignmentRequestSchema,
    response: changeSchema,
    status: 200,
    permission: modelsOwnerAssignPermission.name,
    audited: ['owner', 'reason'],
  }),
  revertOwner: defineEndpoint({
    operationId: 'revertOwner',
    method: 'post',
    path: '/:namespace/:name/owner/revert',
    feature: 'ownership',
    summary: 'Go back to the owner that the entity declares',
    description: 'What was assigned before stays in the history.',
    params: modelParams,
    query: nothing,
    body: ownerReversionRequestSchema,
    response: changeSchema,
    status: 200,
    permission: modelsOwnerAssignPermission.name,
    audited: ['reason'],
  }),
  declineOwner: defineEndpoint({
    operationId: 'declineOwner',
    method: 'post',
    path: '/:namespace/:name/owner/decline',
    feature: 'ownership',
    summary: 'Decline a model that was assigned to you or your group',
    description:
      'The model goes back to whoever owned it before, and whoever assigned it is told why.',
    params: modelParams,
    query: nothing,
    body: ownerRefusalRequestSchema,
    response: changeSchema,
    status: 200,
    peopleOnly: true,
    permission: modelsOwnerDeclinePermission.name,
    audited: ['reason'],
  }),
  listOwnerHistory: defineEndpoint({
    operationId: 'listOwnerHistory',
    method: 'get',
    path: '/:namespace/:name/owner-history',
    feature: 'ownership',
    summary: 'How the owner of a model changed, the newest first',
    description: 'Changes that people make in the YAML are not part of it.',
    params: modelParams,
    query: z.strictObject(paging),
    body: noBody,
    response: pageOf(ownershipActSchema),
    status: 200,
  }),
  assignRole: defineEndpoint({
    operationId: 'assignRole',
    method: 'post',
    path: '/:namespace/:name/roles',
    feature: 'ownership',
    summary: 'Name the people who answer for a model in a role',
    description:
      'Replaces whoever held the role. The roles are configured in `models.ownership.roles`.',
    params: modelParams,
    query: nothing,
    body: roleAssignmentRequestSchema,
    response: changeSchema,
    status: 200,
    permission: modelsOwnerAssignPermission.name,
    audited: ['role', 'reason'],
  }),
  assignOwners: defineEndpoint({
    operationId: 'assignOwners',
    method: 'post',
    path: '/owner-assignments',
    feature: 'ownership',
    summary: 'Change the owner of many models at once',
    description:
      'Answers for each model what happened, in the order asked. Each is a change of its own: what is refused for one leaves the others alone. Under the same `Idempotency-Key` what was done is not done again.',
    params: nothing,
    query: nothing,
    body: ownerAssignmentsRequestSchema,
    response: z.object({
      dryRun: z.boolean(),
      items: z.array(ownerAssignmentOutcomeSchema),
    }),
    status: 200,
    permission: modelsOwnerAssignPermission.name,
    audited: ['owner', 'reason'],
  }),
  listOrphans: defineEndpoint({
    operationId: 'listOrphans',
    method: 'get',
    path: '/orphans',
    feature: 'ownership',
    summary: 'Models that nobody answers for, with suggestions for an owner',
    description:
      'Without an owner, with one that the catalog does not know, or with a group without people (members of nested groups count). Ordered by entity ref; only models that the caller may see, and so the counts.',
    params: nothing,
    query: z.strictObject({
      ...paging,
      problem: orphanProblemSchema.optional(),
    }),
    body: noBody,
    response: pageOf(orphanSchema).extend({ counts: orphanCountsSchema }),
    status: 200,
  }),
} as const;
