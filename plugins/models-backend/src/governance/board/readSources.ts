import { ModelsConfig } from '@modelry/backstage-plugin-models-common';
import { Knex } from 'knex';
import { deploymentsByModel } from '../../deployments/deployments';
import { VisibleModel } from '../../kind/toVisibleModel';
import {
  newestVersionsByStage,
  registrarsInUse,
  heldStagesByModel,
} from '../../lifecycle/versions';
import { governanceRecords } from '../record';
import { BoardSources } from './deriveBoard';

/** Reads the record of a model as the transaction sees it. */
export async function readSources(
  tx: Knex.Transaction,
  options: { model: VisibleModel; config: ModelsConfig; now: Date },
): Promise<BoardSources> {
  const { modelRef } = options.model;
  const versions = await newestVersionsByStage(tx, [modelRef]);
  const deployments = await deploymentsByModel(tx, [modelRef]);
  const registered = await heldStagesByModel(tx, [modelRef]);
  const records = await governanceRecords(tx, [modelRef], {
    withoutComments: true,
  });
  const governance = records.get(modelRef);
  const record = {
    // Nothing on the board depends on the signal channel or on monitoring.
    channel: '',
    checks: [],
    versions: versions.get(modelRef) ?? [],
    deployments: deployments.get(modelRef) ?? [],
    registered: registered.get(modelRef) ?? new Map(),
    decisions: governance?.decisions ?? [],
    reviews: governance?.reviews ?? [],
    waivers: governance?.waivers ?? [],
    registrars: governance?.registrars,
    roleHolders: governance?.roleHolders,
  };
  const awaited = record.reviews
    .filter(review => review.status === 'open')
    .map(review => review.version);
  return {
    ...options,
    record,
    registrars: await registrarsOf(tx, modelRef, awaited),
    registrarsInUse: await registrarsInUse(
      tx,
      modelRef,
      options.config.lifecycle,
    ),
  };
}

async function registrarsOf(
  tx: Knex.Transaction,
  modelRef: string,
  versions: readonly string[],
): Promise<Map<string, string>> {
  const rows: Array<{ version: string; registered_by: string }> = await tx(
    'versions',
  )
    .where({ model_ref: modelRef })
    .whereIn('version', [...new Set(versions)])
    .select('version', 'registered_by');
  return new Map(rows.map(row => [row.version, row.registered_by]));
}
