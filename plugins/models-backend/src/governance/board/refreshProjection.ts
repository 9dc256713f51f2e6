import {
  ModelsConfig,
  earliest,
  isActiveDeployment,
} from '@modelry/backstage-plugin-models-common';
import { Knex } from 'knex';
import { LockedModel } from '../../database/ModelsDatabase';
import { VisibleModel } from '../../kind/toVisibleModel';
import { withCurrentOwners } from '../../ownership/ownersOf';
import { deriveBoard } from './deriveBoard';
import { readSources } from './readSources';
import { recordAsked } from './recordAsked';
import { recordFindings } from './unsanctionedFindings';
import { writeBoard } from './writeBoard';

/**
 * Rewrites what the governance board says about a model, in the transaction that
 * changed its record.
 *
 * @returns whether there is something that people must be told, and whether what lists
 *   say of the model changed.
 */
export async function refreshProjection(
  tx: Knex.Transaction,
  locked: LockedModel,
  options: { model: VisibleModel; config: ModelsConfig; now: Date },
): Promise<{ isToBeTold: boolean; changed: boolean }> {
  // The transaction may be the one that gives it another owner.
  const [model] = await withCurrentOwners(tx, options.config, [options.model]);
  const sources = await readSources(tx, { ...options, model });
  // What became the record of another name says nothing more under this one.
  const asked: Awaited<ReturnType<typeof recordAsked>> = locked.continuedAs
    ? { isToBeTold: false }
    : await recordAsked(tx, locked, { ...options, model });
  const derived = deriveBoard(sources);
  const nextChangeAt = earliest(
    [derived.nextChangeAt ?? [], asked.dueAt ?? []].flat(),
  );
  const board = { ...derived, nextChangeAt };
  const changed = await writeBoard(tx, sources, board);
  const found = await recordFindings(tx, {
    modelRef: options.model.modelRef,
    unsanctioned: board.state.unsanctioned,
    running: sources.record.deployments.filter(isActiveDeployment),
    now: options.now,
  });
  return { isToBeTold: asked.isToBeTold || found.length > 0, changed };
}
