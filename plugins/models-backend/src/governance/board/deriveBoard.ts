import { RELATION_PART_OF, parseEntityRef } from '@backstage/catalog-model';
import {
  EffectiveRequirement,
  ModelFacts,
  ModelRecord,
  ModelsConfig,
  RequirementVerdict,
  Review,
  deriveModelState,
  effectiveRequirements,
  isActiveDeployment,
  isEnded,
  judgeRequirement,
  modelFacts,
  sha256OfJson,
  stagesOnTheWayTo,
} from '@modelry/backstage-plugin-models-common';
import { DateTime, Duration } from 'luxon';
import { VisibleModel } from '../../kind/toVisibleModel';

/** What the board says of a model is derived from this, and from nothing else. */
export interface BoardSources {
  model: VisibleModel;
  record: ModelRecord;
  /** Who registered the versions that open reviews are about. */
  registrars: ReadonlyMap<string, string>;
  config: ModelsConfig;
  now: Date;
}

/** A requirement, and where it stands for one version. */
export interface Judged {
  requirement: EffectiveRequirement;
  verdict: RequirementVerdict;
}

/** A requirement of an open review that nobody has settled yet. */
export interface Awaited extends Judged {
  review: Review;
  /** Entity refs of those who may decide it. */
  approvers: string[];
  /** Entity refs of those who are kept from it, or have decided. */
  excluded: string[];
}

const LAPSABLE: readonly string[] = ['approved', 'pending', 'expired'];
const SETTLED: readonly string[] = ['approved', 'waived', 'rejected'];

/** Derives all that the board says of one model. */
export function deriveBoard(sources: BoardSources) {
  const { model, record, config, now } = sources;
  const { entity } = model;
  const state = deriveModelState({ entity, record, config, now });
  const facts = modelFacts(entity);
  const requirements = state.verdicts.map(({ requirement }) => requirement);
  const ended = isEnded(state.lifecycle.stage);
  return {
    state,
    isAsked: ({ stage }: EffectiveRequirement) => !ended && !isEnded(stage),
    awaited: awaitedSignOffs({ ...sources, requirements, facts }),
    nextChangeAt: nextChange({ ...sources, requirements, facts }),
  };
}

type Inputs = BoardSources & {
  requirements: readonly EffectiveRequirement[];
  facts: ModelFacts;
};

function awaitedSignOffs(inputs: Inputs): Awaited[] {
  const { requirements, record, facts, now } = inputs;
  const open = record.reviews.filter(review => review.status === 'open');
  return open.flatMap(review =>
    requirements
      .filter(({ stage }) => stagesOnTheWayTo(review.stage).includes(stage))
      .map(requirement => ({
        review,
        requirement,
        verdict: judgeRequirement({
          requirement,
          version: review.version,
          facts,
          record,
          now,
        }),
      }))
      .filter(({ verdict }) => !SETTLED.includes(verdict.status))
      .map(judged => ({ ...judged, ...whoIsAwaited(inputs, judged) })),
  );
}

// The rule `reasonsNotToDecide`, as rows that can be joined: to ask it of every person
// and every open review would cost too much.
function whoIsAwaited(
  { model, registrars }: BoardSources,
  { review, requirement, verdict }: Judged & { review: Review },
): { approvers: string[]; excluded: string[] } {
  const decided = verdict.decisions
    .filter(decision => !decision.ignoredBecause)
    .map(decision => decision.decidedBy);
  const kept = requirement.separationOfDuties
    ? [model.owner, review.openedBy, registrars.get(review.version)]
    : [];
  return {
    approvers: [...new Set(requirement.approvers)],
    excluded: [...new Set([...decided, ...kept.flatMap(ref => ref ?? [])])],
  };
}

/** When something that the board says changes although nobody does anything. */
function nextChange(inputs: Inputs): Date | undefined {
  const { requirements, record, facts, now } = inputs;
  const versions = new Set([
    ...record.versions.map(({ version }) => version),
    ...record.deployments.filter(isActiveDeployment).map(d => d.version),
    ...record.reviews
      .filter(review => review.status === 'open')
      .map(review => review.version),
  ]);
  const changes = [...versions].flatMap(version =>
    requirements.flatMap(requirement => {
      const { nextChangeAt } = judgeRequirement({
        requirement,
        version,
        facts,
        record,
        now,
      });
      return nextChangeAt ? [Date.parse(nextChangeAt)] : [];
    }),
  );
  return changes.length > 0
    ? new Date(changes.reduce((a, b) => Math.min(a, b)))
    : undefined;
}

/**
 * When a sign-off lapses or, when it has lapsed and was not renewed, when it did: with
 * more approvals than it needs, that is later than when the first of them expires.
 */
export function lapseOf({ requirement, verdict }: Judged): Date | undefined {
  const { validFor, minApprovals } = requirement;
  if (!validFor || !LAPSABLE.includes(verdict.status)) {
    return undefined;
  }
  const expiries = verdict.decisions
    .filter(
      ({ decision, ignoredBecause }) =>
        decision === 'approved' &&
        (!ignoredBecause || ignoredBecause.startsWith('expired')),
    )
    .map(({ decidedAt }) =>
      DateTime.fromISO(decidedAt, { zone: 'utc' })
        .plus(Duration.fromISO(validFor))
        .toMillis(),
    )
    .sort((a, b) => b - a);
  const lapse = expiries[minApprovals - 1];
  return lapse === undefined ? undefined : new Date(lapse);
}

/** The system that a model is part of. */
export function systemOf({ entity }: VisibleModel): string | undefined {
  return entity.relations?.find(
    ({ type, targetRef }) =>
      type === RELATION_PART_OF &&
      parseEntityRef(targetRef).kind.toLocaleLowerCase('en-US') === 'system',
  )?.targetRef;
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
    lifecycle: entity.spec.lifecycle,
    ...(owner && { owner }),
    ...(system && { system }),
    facts: JSON.parse(JSON.stringify(facts)),
    requirements: effectiveRequirements({
      policies: config.governance.policies,
      entity,
    }).map(({ title, digest }) => ({ title, digest })),
    environments: config.environments.map(
      ({ name, stage = '', enforcement }) => ({ name, stage, enforcement }),
    ),
  });
}
