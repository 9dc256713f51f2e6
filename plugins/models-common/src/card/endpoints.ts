import { defineEndpoint } from '../api/endpoint';
import { modelParams, noBody, nothing } from '../api/endpointParts';
import { cardAnswerSchema } from './cardSchemas';

/** The operations on model cards. */
export const cardEndpoints = {
  getCard: defineEndpoint({
    operationId: 'getCard',
    method: 'get',
    path: '/:namespace/:name/card',
    feature: 'card',
    summary: 'The model card that the entity names',
    description:
      'A Hugging Face card or the JSON of the Model Card Toolkit, read from where `spec.card` says and kept for some minutes. A card that cannot be read is no error: `problem` says why.',
    params: modelParams,
    query: nothing,
    body: noBody,
    response: cardAnswerSchema,
    status: 200,
  }),
};
