import { Knex } from 'knex';
import { z } from 'zod';
import {
  HeldStage,
  Lifecycle,
  ModelVersion,
  lifecycleStageSchema,
  modelVersionSchema,
} from '@modelry/backstage-plugin-models-common';
import {
  TimeColumn,
  groupByModel,
  toIso,
  withoutNulls,
} from '../database/columns';
import { refreshOverlaidStage } from '../ownership/overlays';
import { Page, listNewestFirst } from '../database/page';

import { withLastMove } from './stageMoves';

interface VersionRow {
  id: number;
  model_ref: string;
  version: string;
  digest: string | null;
  description: string | null;
  trained_by: string | null;
  link: string | null;
  metrics_json: string | null;
  parameters_json: string | null;
  origin_json: string | null;
  artifact_json: string | null;
  stage: string;
  stage_since: TimeColumn;
  created_at: TimeColumn;
  registered_at: TimeColumn;
  registered_by: string;
  implied: boolean | number;
}

/** A version as it is stored. */
export interface StoredVersion extends ModelVersion {
  /** Whether nobody reported it: it was only seen to run. */
  implied: boolean;
}

function toVersion(row: VersionRow): StoredVersion {
  const { digest, description, link, trained_by: trainedBy } = row;
  return {
    version: row.version,
    ...withoutNulls({ digest, description, trainedBy, link }),
    ...parsed(row),
    stage: lifecycleStageSchema.parse(row.stage),
    stageSince: toIso(row.stage_since),
    createdAt: toIso(row.created_at),
    registeredAt: toIso(row.registered_at),
    registeredBy: row.registered_by,
    implied: Boolean(row.implied),
  };
}

function parsed(row: VersionRow) {
  const { metrics, parameters, origin, artifact } = modelVersionSchema.shape;
  return withoutNulls({
    metrics: fromJson(metrics, row.metrics_json),
    parameters: fromJson(parameters, row.parameters_json),
    origin: fromJson(origin, row.origin_json),
    artifact: fromJson(artifact, row.artifact_json),
  });
}

function fromJson<T>(schema: z.ZodType<T>, json: string | null): T | null {
  return json === null ? null : schema.parse(JSON.parse(json));
}

function toJson(value: object | undefined): string | null {
  return value ? JSON.stringify(value) : null;
}

export async function findVersion(
  knex: Knex,
  modelRef: string,
  version: string,
): Promise<StoredVersion | undefined> {
  const row = await knex<VersionRow>('versions')
    .where({ model_ref: modelRef, version })
    .first();
  return row && toVersion(row);
}

/**
 * Finds a version that somebody registered. What was only seen to run is not one: whoever
 * registers it may name another artifact than was seen, and is not known yet.
 */
export async function findReportedVersion(
  knex: Knex,
  modelRef: string,
  version: string,
): Promise<StoredVersion | undefined> {
  const found = await findVersion(knex, modelRef, version);
  return found?.implied ? undefined : found;
}

/** Finds those of the named versions that are known, in no order. */
export async function findVersions(
  knex: Knex,
  modelRef: string,
  versions: readonly string[],
): Promise<StoredVersion[]> {
  const rows = await knex<VersionRow>('versions')
    .where({ model_ref: modelRef })
    .whereIn('version', [...versions]);
  return rows.map(toVersion);
}

/** Inserts a version, or overwrites what is known of it. */
export async function saveVersion(
  knex: Knex,
  model: { modelRef: string; lifecycle: Lifecycle },
  version: StoredVersion,
): Promise<void> {
  const { modelRef } = model;
  await knex('versions')
    .insert({
      model_ref: modelRef,
      version: version.version,
      digest: version.digest ?? null,
      description: version.description ?? null,
      trained_by: version.trainedBy ?? null,
      link: version.link ?? null,
      metrics_json: toJson(version.metrics),
      parameters_json: toJson(version.parameters),
      origin_json: toJson(version.origin),
      artifact_json: toJson(version.artifact),
      stage: version.stage,
      stage_since: new Date(version.stageSince),
      created_at: new Date(version.createdAt),
      registered_at: new Date(version.registeredAt),
      registered_by: version.registeredBy,
      implied: version.implied,
    })
    .onConflict(['model_ref', 'version'])
    .merge();
  await refreshOverlaidStage(knex, model);
}

/** Lists the versions of a model, the newest first. */
export async function listVersions(
  knex: Knex,
  options: { modelRef: string; limit: number; cursor?: string },
): Promise<Page<ModelVersion>> {
  const { modelRef, ...page } = options;
  const listed = await listNewestFirst(knex, 'versions', {
    ...page,
    where: { model_ref: modelRef },
    by: 'id',
    toItem: toVersion,
  });
  return { ...listed, items: await withLastMove(knex, modelRef, listed.items) };
}

export async function countVersions(
  knex: Knex,
  modelRef: string,
): Promise<number> {
  const [row] = await knex('versions')
    .where({ model_ref: modelRef })
    .count({ count: '*' });
  return Number(row.count);
}

/** The stages that the other versions of a model hold. */
export async function stagesOfOthers(
  knex: Knex,
  modelRef: string,
  version: string,
): Promise<string[]> {
  return knex('versions')
    .where({ model_ref: modelRef })
    .whereNot({ version })
    .distinct()
    .pluck('stage');
}

/**
 * Reads, for each model, the newest version of every stage, the newest first.
 *
 * That is all it takes to derive a model's stage and its version in question, and it
 * is bounded by the number of stages however many versions a model has.
 */
export async function newestVersionsByStage(
  knex: Knex,
  modelRefs: readonly string[],
): Promise<Map<string, ModelVersion[]>> {
  const rows = await knex<VersionRow>('versions')
    .whereIn(
      'id',
      knex('versions')
        .whereIn('model_ref', [...modelRefs])
        .groupBy('model_ref', 'stage')
        .max('id'),
    )
    .orderBy('id', 'desc');
  return groupByModel(rows, toVersion);
}

/** Versions of models that have a deployment, as far as they are known. */
export async function deployedVersions(
  knex: Knex,
  modelRefs: readonly string[],
): Promise<Map<string, ModelVersion[]>> {
  const rows = await knex<VersionRow>('versions as v')
    .whereIn('v.model_ref', [...modelRefs])
    .whereExists(
      knex('deployments as d')
        .where('d.model_ref', knex.ref('v.model_ref'))
        .where('d.version', knex.ref('v.version')),
    )
    .orderBy('v.id', 'desc')
    .select('v.*');
  return groupByModel(rows, toVersion);
}

/** Stages of the registered versions of models that have a deployment. */
export async function heldStagesByModel(
  knex: Knex,
  modelRefs: readonly string[],
): Promise<Map<string, Map<string, HeldStage>>> {
  const rows = await knex<VersionRow>('versions as v')
    .whereIn('v.model_ref', [...modelRefs])
    .where('v.implied', false)
    .whereExists(
      knex('deployments as d')
        .where('d.model_ref', knex.ref('v.model_ref'))
        .where('d.version', knex.ref('v.version')),
    )
    .select('v.model_ref', 'v.version', 'v.stage', 'v.stage_since');
  const found = new Map<string, Map<string, HeldStage>>();
  for (const row of rows) {
    const ofModel = found.get(row.model_ref) ?? new Map<string, HeldStage>();
    found.set(
      row.model_ref,
      ofModel.set(row.version, {
        stage: lifecycleStageSchema.parse(row.stage),
        stageSince: toIso(row.stage_since),
      }),
    );
  }
  return found;
}
