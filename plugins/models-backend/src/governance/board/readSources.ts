import { ModelsConfig } from '@modelry/backstage-plugin-models-common';
import { Knex } from 'knex';
import { deploymentsByModel } from '../../deployments/deployments';
import { VisibleModel } from '../../kind/toVisibleModel';
import {
  heldStagesByModel,
  newestVersionsByStage,
} from '../../lifecycle/versions';
import {
  registrarsInUseByModel,
  registrarsOfVersions,
} from '../../lifecycle/registrars';
import { governanceRecords } from '../record';
import { BoardSources } from './deriveBoard';

/** Reads the records of models as the transaction sees them, in the order of the models. */
export async function readSources(
  tx: Knex.Transaction,
  options: {
    models: readonly VisibleModel[];
    config: ModelsConfig;
    now: Date;
  },
): Promise<BoardSources[]> {
  const { models, config, now } = options;
  const refs = models.map(model => model.modelRef);
  const versions = await newestVersionsByStage(tx, refs);
  const deployments = await deploymentsByModel(tx, refs);
  const registered = await heldStagesByModel(tx, refs);
  const records = await governanceRecords(tx, refs, { withoutComments: true });
  const awaited = await registrarsOfVersions(
    tx,
    refs.flatMap(modelRef =>
      (records.get(modelRef)?.reviews ?? [])
        .filter(review => review.status === 'open')
        .map(({ version }) => ({ modelRef, version })),
    ),
  );
  const inUse = await registrarsInUseByModel(tx, refs, config.lifecycle);
  return models.map(model => {
    const { modelRef } = model;
    return {
      ...{ model, config, now },
      record: {
        // Nothing on the board depends on the signal channel or on monitoring.
        channel: '',
        checks: [],
        versions: versions.get(modelRef) ?? [],
        deployments: deployments.get(modelRef) ?? [],
        registered: registered.get(modelRef) ?? new Map(),
        ...(records.get(modelRef) ?? {
          ...{ decisions: [], reviews: [], waivers: [] },
        }),
      },
      registrars: awaited.get(modelRef) ?? new Map(),
      registrarsInUse: inUse.get(modelRef) ?? [],
    };
  });
}
