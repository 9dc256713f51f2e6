import { z } from 'zod';
import { defineEndpoint } from '../api/endpoint';
import { modelParams, noBody, nothing, paging } from '../api/endpointParts';
import { pageOf } from '../api/fields';
import {
  modelsLedgerExportPermission,
  modelsLedgerReadPermission,
} from '../permissions';
import { ledgerCheckpointSchema, ledgerEntrySchema } from './ledgerSchemas';

const feature = 'governance';

/** The operations on ledgers. */
export const ledgerEndpoints = {
  getLedger: defineEndpoint({
    operationId: 'getLedger',
    method: 'get',
    path: '/:namespace/:name/ledger',
    feature,
    summary: 'The ledger of a model, the oldest entry first',
    description:
      'Also of a model that is in the catalog no more, for those who may read it.',
    params: modelParams,
    query: z.strictObject(paging),
    body: noBody,
    response: pageOf(ledgerEntrySchema),
    status: 200,
    permission: modelsLedgerReadPermission.name,
  }),
  exportLedger: defineEndpoint({
    operationId: 'exportLedger',
    method: 'get',
    path: '/:namespace/:name/ledger-export',
    feature,
    summary: 'The ledger of a model as JSON Lines',
    description:
      'A header, every entry, and an end. `modelry verify` needs nothing but this file.',
    params: modelParams,
    query: nothing,
    body: noBody,
    response: z.string(),
    produces: 'application/jsonl',
    status: 200,
    permission: modelsLedgerReadPermission.name,
  }),
  exportLedgers: defineEndpoint({
    operationId: 'exportLedgers',
    method: 'get',
    path: '/ledger-export',
    feature,
    summary: 'The ledgers of all models, and the checkpoints, as JSON Lines',
    description:
      'Also of models that are in the catalog no more. With the checkpoints `modelry verify` finds a ledger that was removed or cut short, too.',
    params: nothing,
    query: nothing,
    body: noBody,
    response: z.string(),
    produces: 'application/jsonl',
    status: 200,
    permission: modelsLedgerExportPermission.name,
  }),
  listCheckpoints: defineEndpoint({
    operationId: 'listCheckpoints',
    method: 'get',
    path: '/ledger-checkpoints',
    feature,
    summary: 'Checkpoints over all ledgers, the newest first',
    description: 'Needs the same permission as the export of all ledgers.',
    params: nothing,
    query: z.strictObject(paging),
    body: noBody,
    response: pageOf(ledgerCheckpointSchema),
    status: 200,
    permission: modelsLedgerExportPermission.name,
  }),
};
