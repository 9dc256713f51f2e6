import {
  AskedBaseline,
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
import { VisibleModel } from '../../kind/toVisibleModel';
import { factsInLedger } from '../facts';
import { appendLedgerEntry } from '../ledgerEntries';
import { requirementsOf } from '../requirements';
import { SYSTEM_ACTOR } from './systemActor';

interface AskedRow {
  model_ref: string;
  asked_json: string;
}

/**
 * Remembers what the policies ask of a model. When they ask for less than before, that
 * is written into its ledger, and the board is to be told unless the policies are the
 * reason.
 *
 * @returns whether there is something to tell, and when to look again.
 */
export async function recordAsked(
  tx: Knex.Transaction,
  locked: LockedModel,
  options: { model: VisibleModel; config: ModelsConfig; now: Date },
): Promise<{ isToBeTold: boolean; dueAt?: string }> {
  const { model, config, now } = options;
  const { modelRef } = locked;
  const known = await readBaseline(tx, modelRef);
  const facts = modelFacts(model.entity);
  const { policies } = config.governance;
  const { baseline, lost, dueAt } = compareAsked({
    ...{ known, facts, policies, now },
    requirements: requirementsOf(config, model),
  });
  if (JSON.stringify(known) !== JSON.stringify(baseline)) {
    await tx('asked_requirements')
      .insert({ model_ref: modelRef, asked_json: JSON.stringify(baseline) })
      .onConflict('model_ref')
      .merge();
  }
  const isToBeTold =
    known !== undefined && lost.length > 0
      ? await recordLoss(tx, locked, {
          ...{ lost, baseline, now },
          facts: { before: known.facts, after: facts },
        })
      : false;
  return { isToBeTold, ...(dueAt && { dueAt }) };
}

async function readBaseline(
  tx: Knex.Transaction,
  modelRef: string,
): Promise<AskedBaseline | undefined> {
  const row = await tx<AskedRow>('asked_requirements')
    .where({ model_ref: modelRef })
    .first();
  return row && askedBaselineSchema.parse(JSON.parse(row.asked_json));
}

async function recordLoss(
  tx: Knex.Transaction,
  locked: LockedModel,
  options: {
    lost: readonly LostRequirement[];
    baseline: AskedBaseline;
    facts: { before: ModelFacts; after: ModelFacts };
    now: Date;
  },
): Promise<boolean> {
  const { lost, baseline, facts, now } = options;
  const { modelRef } = locked;
  const reason = describeLoss(lost, facts);
  const { sequence } = await appendLedgerEntry(tx, {
    model: locked,
    act: {
      modelRef,
      recordedAt: now.toISOString(),
      actor: SYSTEM_ACTOR,
      action: 'requirements-changed',
      body: {
        reason,
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
    },
  });
  const isOfFacts = lost.some(({ cause }) => cause === 'facts');
  if (isOfFacts) {
    await tx('requirement_losses').insert({
      ...{ model_ref: modelRef, sequence, reason, found_at: now },
    });
  }
  return isOfFacts;
}

function inLedger({
  id,
  stage,
  title,
  digest,
}: Pick<LostRequirement, 'id' | 'stage' | 'title' | 'digest'>) {
  return { requirement: id, requirementDigest: digest, stage, title };
}
