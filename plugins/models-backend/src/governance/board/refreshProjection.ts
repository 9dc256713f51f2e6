import {
  ModelsConfig,
  earliest,
  isActiveDeployment,
} from '@modelry/backstage-plugin-models-common';
import { Knex } from 'knex';
import { LockedModel } from '../../database/ModelsDatabase';
import { VisibleModel } from '../../kind/toVisibleModel';
import { withCurrentOwners } from '../../ownership/ownersOf';
import { BoardSources, deriveBoard } from './deriveBoard';
import { readSources } from './readSources';
import { Asked, recordAsked } from './recordAsked';
import { recordFindings } from './unsanctionedFindings';
import { writeBoards } from './writeBoard';

/** What came of deriving the rows of a model anew. */
export interface Refreshed {
  /** Whether there is something that people must be told. */
  isToBeTold: boolean;
  /** Whether what lists say of the model changed. */
  changed: boolean;
}

/**
 * Rewrites what the governance board says about models, in the transaction that changed
 * their records: in a few statements however many they are, unless findings on them end.
 */
export async function refreshProjections(
  tx: Knex.Transaction,
  models: ReadonlyArray<{ locked: LockedModel; model: VisibleModel }>,
  options: { config: ModelsConfig; now: Date },
): Promise<Map<string, Refreshed>> {
  if (models.length === 0) {
    return new Map();
  }
  // The transaction may be the one that gives them other owners.
  const current = await withCurrentOwners(
    tx,
    options.config,
    models.map(({ model }) => model),
  );
  const sources = await readSources(tx, { ...options, models: current });
  const asked = await recordAsked(
    tx,
    // What became the record of another name says nothing more under this one.
    models.flatMap(({ locked }, i) =>
      locked.continuedAs ? [] : [{ locked, model: current[i] }],
    ),
    options,
  );
  const derived = sources.map(one => derive(one, asked));
  const changed = await writeBoards(tx, derived);
  const found = await recordFindings(
    tx,
    derived.map(({ sources: { model, record }, board }) => ({
      modelRef: model.modelRef,
      unsanctioned: board.state.unsanctioned,
      running: record.deployments.filter(isActiveDeployment),
    })),
    options.now,
  );
  return new Map(
    models.map(({ locked: { modelRef } }) => [
      modelRef,
      {
        isToBeTold:
          Boolean(asked.get(modelRef)?.isToBeTold) || found.has(modelRef),
        changed: changed.has(modelRef),
      },
    ]),
  );
}

function derive(sources: BoardSources, asked: ReadonlyMap<string, Asked>) {
  const board = deriveBoard(sources);
  const { dueAt } = asked.get(sources.model.modelRef) ?? {};
  const nextChangeAt = earliest([board.nextChangeAt ?? [], dueAt ?? []].flat());
  return { sources, board: { ...board, nextChangeAt } };
}
