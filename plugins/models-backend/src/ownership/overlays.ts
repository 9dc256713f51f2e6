import {
  Lifecycle,
  LifecycleStage,
  Overlay,
  lifecycleStageSchema,
  modelStage,
  startStage,
} from '@modelry/backstage-plugin-models-common';
import { Knex } from 'knex';
import { ROWS_AT_ONCE, inBatches } from '../database/inBatches';

interface OverlayRow {
  model_ref: string;
  owner: string | null;
  owner_sequence: number | null;
  stage: string | null;
  revision: number;
}

/** The owner that the record says a model has, and the assignment that says so. */
export interface RecordedOwner {
  owner: string;
  sequence: number;
}

/** Reads the assigned owners of models; models without one are left out. */
export async function recordedOwners(
  knex: Knex,
  modelRefs: readonly string[],
): Promise<Map<string, RecordedOwner>> {
  const rows = await knex<OverlayRow>('overlays')
    .whereIn('model_ref', [...modelRefs])
    .whereNotNull('owner');
  return new Map(
    rows.flatMap(({ model_ref: modelRef, owner, owner_sequence: sequence }) =>
      owner && sequence ? [[modelRef, { owner, sequence }]] : [],
    ),
  );
}

/** Reads the assigned owners of all models. */
export async function allRecordedOwners(
  knex: Knex,
): Promise<Map<string, string>> {
  const rows = await knex<OverlayRow>('overlays')
    .whereNotNull('owner')
    .select('model_ref', 'owner');
  return new Map(
    rows.flatMap(({ model_ref: modelRef, owner }) =>
      owner ? [[modelRef, owner]] : [],
    ),
  );
}

/** Says which assignment counts from now on, or that none does. */
export async function saveRecordedOwner(
  tx: Knex.Transaction,
  modelRef: string,
  recorded: RecordedOwner | undefined,
): Promise<void> {
  await saveRecordedOwners(tx, [{ modelRef, recorded }]);
}

/** Says of models which assignment counts from now on, or that none does. */
export async function saveRecordedOwners(
  tx: Knex.Transaction,
  models: ReadonlyArray<{
    modelRef: string;
    recorded: RecordedOwner | undefined;
  }>,
): Promise<void> {
  for (const batch of inBatches(models, ROWS_AT_ONCE)) {
    await tx('overlays')
      .insert(
        batch.map(({ modelRef, recorded }) => ({
          model_ref: modelRef,
          owner: recorded?.owner ?? null,
          owner_sequence: recorded?.sequence ?? null,
        })),
      )
      .onConflict('model_ref')
      .merge({
        owner: tx.raw('excluded.owner'),
        owner_sequence: tx.raw('excluded.owner_sequence'),
        revision: tx.raw('overlays.revision + 1'),
      });
  }
}

/**
 * Finds the models over which another stage is laid than follows from their versions, as it
 * is once stages are configured otherwise.
 */
export async function outdatedStages(
  knex: Knex,
  lifecycle: Lifecycle,
): Promise<string[]> {
  const rows: Array<{ model_ref: string; stage: string; overlaid: string }> =
    await knex('versions as v')
      .leftJoin('overlays as o', 'o.model_ref', 'v.model_ref')
      .distinct('v.model_ref', 'v.stage', 'o.stage as overlaid');
  const models = new Map<string, { stages: string[]; overlaid: string }>();
  for (const { model_ref: modelRef, stage, overlaid } of rows) {
    const known = models.get(modelRef) ?? { stages: [], overlaid };
    known.stages.push(stage);
    models.set(modelRef, known);
  }
  return [...models]
    .filter(
      ([, { stages, overlaid }]) =>
        overlaid !== derivedStage(lifecycle, stages),
    )
    .map(([modelRef]) => modelRef);
}

function derivedStage(
  lifecycle: Lifecycle,
  versionStages: readonly string[],
): string | null {
  const { stage, source } = modelStage({
    lifecycle,
    versionStages: versionStages.map(one => lifecycleStageSchema.parse(one)),
    declared: startStage(lifecycle),
  });
  return source === 'record' ? stage : null;
}

/** Derives the stage that is laid over a model from its versions, as they are now. */
export async function refreshOverlaidStage(
  knex: Knex,
  model: { modelRef: string; lifecycle: Lifecycle },
): Promise<void> {
  const { modelRef, lifecycle } = model;
  const rows: Array<{ stage: string }> = await knex('versions')
    .where({ model_ref: modelRef })
    .distinct('stage');
  const known = await knex<OverlayRow>('overlays')
    .where({ model_ref: modelRef })
    .first();
  const derived = derivedStage(
    lifecycle,
    rows.map(row => row.stage),
  );
  if ((known?.stage ?? null) !== derived) {
    await saveOverlay(knex, modelRef, { stage: derived });
  }
}

async function saveOverlay(
  knex: Knex,
  modelRef: string,
  changes: Partial<OverlayRow>,
): Promise<void> {
  await knex('overlays')
    .insert({ model_ref: modelRef, ...changes })
    .onConflict('model_ref')
    .merge({ ...changes, revision: knex.raw('overlays.revision + 1') });
}

/**
 * Names the state of all overlays: every change makes it another one.
 *
 * The sum of the revisions of all rows does that without a row that all writes share.
 */
export async function overlaysRevision(knex: Knex): Promise<string> {
  const [row] = await knex('overlays')
    .sum({ revisions: 'revision' })
    .count({ count: '*' });
  return `${row.count}-${row.revisions ?? 0}`;
}

/**
 * Reads everything that is laid over entities.
 *
 * @param options - `withOwners` is false where owners are kept in YAML only.
 */
export async function readOverlays(
  knex: Knex,
  options: { withOwners: boolean },
): Promise<Record<string, Overlay>> {
  const rows = await knex<OverlayRow>('overlays').orderBy('model_ref');
  return Object.fromEntries(
    rows.flatMap(row => {
      const owner = options.withOwners ? row.owner : null;
      const lifecycle: LifecycleStage | undefined = row.stage
        ? lifecycleStageSchema.parse(row.stage)
        : undefined;
      return owner || lifecycle
        ? [
            [
              row.model_ref,
              { ...(owner && { owner }), ...(lifecycle && { lifecycle }) },
            ],
          ]
        : [];
    }),
  );
}
