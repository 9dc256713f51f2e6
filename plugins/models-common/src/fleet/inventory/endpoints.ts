import { z } from 'zod';
import { defineEndpoint } from '../../api/endpoint';
import { modelParams, noBody, nothing } from '../../api/endpointParts';
import { versionNameSchema } from '../../api/fields';
import { fleetFilterSchema } from '../fleetFilter';

const feature = 'fleet';

/** The exports of what is known of models. */
export const inventoryEndpoints = {
  exportInventory: defineEndpoint({
    operationId: 'exportInventory',
    method: 'get',
    path: '/inventory-export',
    feature,
    summary: 'The models that the caller may see, as CSV',
    description:
      'One line for each model, of all of them or of those that a filter lets through, which is that of the fleet. A text that begins like a formula gets an apostrophe in front, so that spreadsheets do not run it.',
    params: nothing,
    query: fleetFilterSchema,
    body: noBody,
    response: z.string(),
    produces: 'text/csv',
    status: 200,
  }),
  exportBom: defineEndpoint({
    operationId: 'exportBom',
    method: 'get',
    path: '/bom-export',
    feature,
    summary:
      'The models that the caller may see, as a bill of materials (CycloneDX 1.6)',
    description:
      'All of them, or those that a filter lets through, which is that of the fleet. Each model is there with the newest version that asks for production and every version that runs, one component each.',
    params: nothing,
    query: fleetFilterSchema,
    body: noBody,
    response: z.string(),
    produces: 'application/vnd.cyclonedx+json',
    status: 200,
  }),
  exportModelBom: defineEndpoint({
    operationId: 'exportModelBom',
    method: 'get',
    path: '/:namespace/:name/bom-export',
    feature,
    summary: 'A version of a model as a bill of materials (CycloneDX 1.6)',
    description:
      'With what its model card says, the data it learned from, its base model, and what it needs to work. It is about the newest version that asks for production, unless `version` names another.',
    params: modelParams,
    query: z.strictObject({ version: versionNameSchema.optional() }),
    body: noBody,
    response: z.string(),
    produces: 'application/vnd.cyclonedx+json',
    status: 200,
  }),
};
