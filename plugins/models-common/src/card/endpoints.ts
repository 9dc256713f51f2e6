import { z } from 'zod';
import { defineEndpoint } from '../api/endpoint';
import { modelParams, noBody } from '../api/endpointParts';
import { versionNameSchema } from '../api/fields';
import { cardAnswerSchema } from './cardSchemas';

/** The operations on model cards. */
export const cardEndpoints = {
  getCard: defineEndpoint({
    operationId: 'getCard',
    method: 'get',
    path: '/:namespace/:name/card',
    feature: 'card',
    summary: 'The model card of a version',
    description:
      'The card that was reported with the version, or else the one that the entity names, read from where `spec.card` says and kept for some minutes. It is about the newest version that asks for production, unless `version` names another. A card that cannot be read is no error: `problem` says why.',
    params: modelParams,
    query: z.strictObject({ version: versionNameSchema.optional() }),
    body: noBody,
    response: cardAnswerSchema,
    status: 200,
  }),
  exportModelCard: defineEndpoint({
    operationId: 'exportModelCard',
    method: 'get',
    path: '/:namespace/:name/card-export',
    feature: 'card',
    summary: 'A model card of a version, written from the record',
    description:
      'A Hugging Face card, filled from the card that the team wrote, the entity and the record: versions, deployments, checks, sign-offs. It names what is missing. It is about the newest version that asks for production, unless `version` names another.',
    params: modelParams,
    query: z.strictObject({ version: versionNameSchema.optional() }),
    body: noBody,
    response: z.string(),
    produces: 'text/markdown',
    status: 200,
  }),
};
