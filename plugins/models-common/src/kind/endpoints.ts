import { z } from 'zod';
import { defineEndpoint } from '../api/endpoint';
import { modelParams, nothing } from '../api/endpointParts';
import { modelsRecordContinuePermission } from '../permissions';
import { recordContinuationRequestSchema } from './continuedRecord';

/** Operations about what identifies a model. */
export const kindEndpoints = {
  continueRecord: defineEndpoint({
    operationId: 'continueRecord',
    method: 'post',
    path: '/:namespace/:name/record/continue',
    feature: 'ownership',
    summary: 'Go on with the record of the name that a model had before',
    description:
      'For a model that was renamed: versions, deployments, checks, sign-offs, owner, timeline and ledger of the former name are those of this model from then on. Refused with 409 while the catalog has a model of the former name, or when the ledger of this one has entries already.',
    params: modelParams,
    query: nothing,
    body: recordContinuationRequestSchema,
    response: z.object({
      formerRef: z.string(),
      entries: z.number().int().describe('How many entries the ledger has now'),
    }),
    status: 200,
    peopleOnly: true,
    permission: modelsRecordContinuePermission.name,
    audited: ['formerRef', 'reason', 'discardReported'],
  }),
};
