import {
  AskedBaseline,
  LedgerAct,
  LostRequirement,
  ModelFacts,
  ModelsConfig,
  askedBaselineSchema,
  compareAsked,
  describeLoss,
  modelFacts,
} from '@modelry/backstage-plugin-models-common';
import { Knex } from 'knex';
import { LockedModel } from '../../database/ModelsDatabase';
import { ROWS_AT_ONCE, inBatches } from '../../database/inBatches';
import { VisibleModel } from '../../kind/toVisibleModel';
import { factsInLedger } from '../facts';
import { appendLedgerEntries } from '../ledgerEntries';
import { requirementsOf } from '../requirements';
import { SYSTEM_ACTOR } from './systemActor';

interface AskedRow {
  model_ref: string;
  asked_json: string;
}

/** What came of comparing what is asked of a model with what was asked before. */
export interface Asked {
  /** Whether there is something to tell. */
  isToBeTold: boolean;
  /** When to look again. */
  dueAt?: string;
}

interface AskedModel {
  locked: LockedModel;
  model: VisibleModel;
}

/**
 * Remembers what the policies ask of models. When they ask for less than before, that is
 * written into the ledger of the model, and the board is to be told unless the policies
 * are the reason.
 */
export async function recordAsked(
  tx: Knex.Transaction,
  models: readonly AskedModel[],
  options: { config: ModelsConfig; now: Date },
): Promise<Map<string, Asked>> {
  const known = await readBaselines(
    tx,
    models.map(({ locked }) => locked.modelRef),
  );
  const compared = models.map(one => compare(one, known, options));
  const changed = compared.filter(one => one.isChanged);
  for (const batch of inBatches(changed, ROWS_AT_ONCE)) {
    await tx('asked_requirements')
      .insert(
        batch.map(({ locked, baseline }) => ({
          model_ref: locked.modelRef,
          asked_json: JSON.stringify(baseline),
        })),
      )
      .onConflict('model_ref')
      .merge();
  }
  await recordLosses(
    tx,
    compared.filter(one => one.lost.length > 0),
    options.now,
  );
  return new Map(
    compared.map(({ locked: { modelRef }, lost, dueAt }) => [
      modelRef,
      { isToBeTold: isOfFacts(lost), ...(dueAt && { dueAt }) },
    ]),
  );
}

interface Compared extends AskedModel {
  baseline: AskedBaseline;
  isChanged: boolean;
  lost: readonly LostRequirement[];
  facts: { before: ModelFacts; after: ModelFacts };
  dueAt?: string;
}

function compare(
  { locked, model }: AskedModel,
  baselines: ReadonlyMap<string, AskedBaseline>,
  { config, now }: { config: ModelsConfig; now: Date },
): Compared {
  const known = baselines.get(locked.modelRef);
  const facts = modelFacts(model.entity);
  const { policies } = config.governance;
  const { baseline, lost, dueAt } = compareAsked({
    ...{ known, facts, policies, now },
    requirements: requirementsOf(config, model),
  });
  return {
    ...{ locked, model, baseline },
    isChanged: JSON.stringify(known) !== JSON.stringify(baseline),
    lost: known ? lost : [],
    facts: { before: known?.facts ?? facts, after: facts },
    ...(dueAt && { dueAt }),
  };
}

async function readBaselines(
  tx: Knex.Transaction,
  modelRefs: readonly string[],
): Promise<Map<string, AskedBaseline>> {
  const rows: AskedRow[] = await tx<AskedRow>('asked_requirements').whereIn(
    'model_ref',
    [...modelRefs],
  );
  return new Map(
    rows.map(row => [
      row.model_ref,
      askedBaselineSchema.parse(JSON.parse(row.asked_json)),
    ]),
  );
}

async function recordLosses(
  tx: Knex.Transaction,
  losses: readonly Compared[],
  now: Date,
): Promise<void> {
  const entries = await appendLedgerEntries(
    tx,
    losses.map(loss => ({ model: loss.locked, act: toAct(loss, now) })),
  );
  const rows = losses.flatMap(({ locked, lost, facts }, i) =>
    isOfFacts(lost)
      ? [
          {
            ...{ model_ref: locked.modelRef, found_at: now },
            sequence: entries[i].sequence,
            reason: describeLoss(lost, facts),
          },
        ]
      : [],
  );
  for (const batch of inBatches(rows, ROWS_AT_ONCE)) {
    await tx('requirement_losses').insert(batch);
  }
}

function toAct(
  { locked, lost, baseline, facts }: Compared,
  now: Date,
): LedgerAct {
  return {
    modelRef: locked.modelRef,
    recordedAt: now.toISOString(),
    actor: SYSTEM_ACTOR,
    action: 'requirements-changed',
    body: {
      reason: describeLoss(lost, facts),
      factsBefore: factsInLedger(facts.before),
      facts: factsInLedger(facts.after),
      removed: lost.map(({ policies, cause, ...requirement }) => ({
        ...inLedger(requirement),
        cause,
        policies,
      })),
      remaining: baseline.requirements
        .filter(({ asked }) => asked)
        .map(inLedger),
    },
  };
}

function isOfFacts(lost: readonly LostRequirement[]): boolean {
  return lost.some(({ cause }) => cause === 'facts');
}

function inLedger({
  id,
  stage,
  title,
  digest,
}: Pick<LostRequirement, 'id' | 'stage' | 'title' | 'digest'>) {
  return { requirement: id, requirementDigest: digest, stage, title };
}
