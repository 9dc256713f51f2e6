import {
  ModelsConfig,
  UnsanctionedDeployment,
  isActiveDeployment,
} from '@modelry/backstage-plugin-models-common';
import { Knex } from 'knex';
import { VisibleModel } from '../../kind/toVisibleModel';
import { withCurrentOwners } from '../../ownership/ownersOf';
import { deriveBoard } from './deriveBoard';
import { readSources } from './readSources';
import { recordFindings } from './unsanctionedFindings';
import { writeBoard } from './writeBoard';

/**
 * Rewrites what the governance board says about a model, in the transaction that
 * changed its record.
 *
 * @returns the unsanctioned deployments that were not known before, and whether what
 *   lists say of the model changed.
 */
export async function refreshProjection(
  tx: Knex.Transaction,
  options: { model: VisibleModel; config: ModelsConfig; now: Date },
): Promise<{ found: UnsanctionedDeployment[]; changed: boolean }> {
  // The transaction may be the one that gives it another owner.
  const [model] = await withCurrentOwners(tx, options.config, [options.model]);
  const sources = await readSources(tx, { ...options, model });
  const board = deriveBoard(sources);
  const changed = await writeBoard(tx, sources, board);
  const found = await recordFindings(tx, {
    modelRef: options.model.modelRef,
    unsanctioned: board.state.unsanctioned,
    running: sources.record.deployments.filter(isActiveDeployment),
    now: options.now,
  });
  return { found, changed };
}
