import {
  EffectiveRequirement,
  JudgedRequirement,
  ModelFacts,
  ModelRecord,
  ModelsConfig,
  Review,
  deriveModelState,
  earliest,
  declaredLifecycle,
  effectiveRequirements,
  entitledRefs,
  isEnded,
  judgeStage,
  modelFacts,
  runningVersions,
  standingWaivers,
  reviewsCovering,
  sha256OfJson,
} from '@modelry/backstage-plugin-models-common';
import { tagsOf, toFleetColumns } from '../../fleet/fleetProjection';
import { systemOf } from '../../kind/systemOf';
import { VisibleModel } from '../../kind/toVisibleModel';

/** What the board says of a model is derived from this, and from nothing else. */
export interface BoardSources {
  model: VisibleModel;
  record: ModelRecord;
  /** Who registered the versions that open reviews are about. */
  registrars: ReadonlyMap<string, string>;
  /** Who registered any version in use. */
  registrarsInUse: readonly string[];
  config: ModelsConfig;
  now: Date;
}

/** A requirement of an open review that nobody has settled yet. */
export interface Awaited extends JudgedRequirement {
  review: Review;
  /** Entity refs of those who may decide it. */
  approvers: string[];
  /** Entity refs of those who are kept from it, or have decided. */
  excluded: string[];
}

const SETTLED: readonly string[] = ['approved', 'waived', 'rejected'];

/** Derives all that the board says of one model. */
export function deriveBoard(sources: BoardSources) {
  const { model, record, config, now } = sources;
  const state = deriveModelState({
    ...{ entity: model.entity, record, config, now },
  });
  const { lifecycle } = config;
  const ended = isEnded(lifecycle, state.lifecycle.stage);
  const asked = {
    lifecycle,
    facts: state.facts,
    requirements: state.requirements,
  };
  const reviewed = judgeReviews(sources, asked);
  const isAsked = ({ stage }: EffectiveRequirement) =>
    !ended && !isEnded(lifecycle, stage);
  const running = runningVersions({
    ...{ ...asked, record, now },
    environments: config.environments,
    deployments: record.deployments,
    registered: record.registered,
  });
  const { version } = state;
  return {
    state,
    running,
    isAsked,
    waivers: standingWaivers({
      ...{ ...asked, record, version, now },
      needed: [
        {
          version,
          judged: state.verdicts.filter(one => isAsked(one.requirement)),
        },
        ...running,
      ].flatMap(one =>
        one.judged.map(judged => ({ ...judged, version: one.version })),
      ),
    }),
    awaited: reviewed
      .filter(({ verdict }) => !SETTLED.includes(verdict.status))
      .map(judged => ({ ...judged, ...whoIsAwaited(sources, judged) })),
    approversOf: (requirement: EffectiveRequirement) =>
      approversOf(requirement, record),
    /** When any of it changes although nobody does anything. */
    nextChangeAt: earliest([
      ...[state.nextChangeAt ?? []].flat(),
      ...reviewed.flatMap(({ verdict }) => verdict.nextChangeAt ?? []),
    ]),
  };
}

function judgeReviews(
  { record, config, now }: BoardSources,
  given: { facts: ModelFacts; requirements: readonly EffectiveRequirement[] },
): Array<JudgedRequirement & { review: Review }> {
  const { lifecycle } = config;
  return record.reviews
    .filter(review => review.status === 'open')
    .flatMap(review =>
      judgeStage({ ...given, ...review, ...{ lifecycle, record, now } }).map(
        judged => ({
          ...judged,
          review,
        }),
      ),
    );
}

// The rule `reasonsNotToDecide`, as rows that can be joined: to ask it of every person
// and every open review would cost too much.
function whoIsAwaited(
  { model, record, registrars, registrarsInUse, config }: BoardSources,
  { review, requirement, verdict }: JudgedRequirement & { review: Review },
): { approvers: string[]; excluded: string[] } {
  const decided = verdict.decisions
    .filter(decision => !decision.ignoredBecause)
    .map(decision => decision.decidedBy);
  const kept = requirement.separationOfDuties
    ? [
        model.owner,
        registrars.get(review.version),
        ...(requirement.scope === 'model' ? registrarsInUse : []),
        ...reviewsCovering({
          ...{ requirement, version: review.version },
          lifecycle: config.lifecycle,
          reviews: record.reviews,
        }).map(({ openedBy }) => openedBy),
      ]
    : [];
  return {
    approvers: approversOf(requirement, record),
    excluded: [...new Set([...decided, ...kept.flatMap(ref => ref ?? [])])],
  };
}

function approversOf(
  { approvers, separationOfDuties }: EffectiveRequirement,
  { roleHolders }: ModelRecord,
): string[] {
  return entitledRefs({ named: approvers, roleHolders, separationOfDuties });
}

/**
 * Digest of all that the catalog and the configuration contribute to what the board
 * says of a model.
 */
export function sourceDigest(options: {
  model: VisibleModel;
  config: ModelsConfig;
}): string {
  const { model, config } = options;
  const { entity, owner } = model;
  const facts = modelFacts(entity);
  const system = systemOf(model);
  return sha256OfJson({
    title: entity.metadata.title ?? entity.metadata.name,
    lifecycle: declaredLifecycle(entity),
    ...(owner && { owner }),
    ...(system && { system }),
    fleet: { ...toFleetColumns(model), tags: tagsOf(model) },
    facts: { ...facts },
    requirements: effectiveRequirements({
      policies: config.governance.policies,
      entity,
    }).map(({ title, digest }) => ({ title, digest })),
    stages: config.lifecycle.stages.map(({ id, kind }) => ({ id, kind })),
    environments: config.environments.map(
      ({ name, stage = '', enforcement }) => ({ name, stage, enforcement }),
    ),
  });
}
