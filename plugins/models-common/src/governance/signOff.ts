import { DateTime, Duration } from 'luxon';
import { Deployment, isActiveDeployment } from '../deployments/schemas';
import { LifecycleStage, stagesOnTheWayTo } from '../lifecycle/stages';
import { EffectiveRequirement, Environment } from './policy';
import {
  Decision,
  ModelSignOffStatus,
  SIGN_OFF_STATUSES,
  SignOffStatus,
  UnsanctionedDeployment,
} from './schemas';

/**
 * Where a requirement stands for a version, with every reason.
 *
 * @public
 */
export interface RequirementVerdict {
  /** Where it stands. */
  status: SignOffStatus;
  /** Why, in words. */
  reason: string;
  /** How many approvals count. */
  approvals: number;
  /** ISO 8601; when the first of the counting approvals expires. */
  expiresAt?: string;
  /** All decisions on the requirement, newest first, each with why it does not count. */
  decisions: Array<Decision & { ignoredBecause?: string }>;
}

/**
 * Judges one requirement for one version from the decisions on the model.
 *
 * @remarks
 *
 * One person counts once: their newest decision on the version replaces their
 * earlier ones. A rejection outweighs any number of approvals.
 *
 * @param options - `version` is the version in question, or nothing when none is
 *   known; `decisions` may hold decisions on other requirements, they are skipped.
 * @public
 */
export function judgeRequirement(options: {
  requirement: EffectiveRequirement;
  version: string | undefined;
  decisions: readonly Decision[];
  now: Date;
}): RequirementVerdict {
  const { requirement } = options;
  const judged = options.decisions
    .filter(
      d => d.requirement === requirement.id && d.stage === requirement.stage,
    )
    .sort((a, b) => b.sequence - a.sequence);
  const ignored = whyIgnored({ ...options, decisions: judged });
  const decisions = judged.map(decision => {
    const cause = ignored.get(decision.id);
    return { ...decision, ...(cause && { ignoredBecause: cause.text }) };
  });
  const counting = decisions.filter(d => !d.ignoredBecause);
  const approvals = counting.filter(d => d.decision === 'approved');
  const expiries = approvals
    .flatMap(d => expiryOf(requirement, d) ?? [])
    .sort();
  return {
    ...conclude({
      requirement,
      counting,
      approvals,
      causes: [...ignored.values()],
    }),
    approvals: approvals.length,
    decisions,
    ...(expiries[0] && { expiresAt: expiries[0] }),
  };
}

function conclude(options: {
  requirement: EffectiveRequirement;
  counting: readonly Decision[];
  approvals: readonly Decision[];
  causes: readonly IgnoredCause[];
}): { status: SignOffStatus; reason: string } {
  const { requirement, counting, approvals, causes } = options;
  const rejection = counting.find(d => d.decision === 'rejected');
  if (rejection) {
    return {
      status: 'rejected',
      reason: `Rejected by ${rejection.decidedBy}`,
    };
  }
  const wanted = requirement.minApprovals - approvals.length;
  if (wanted <= 0) {
    return {
      status: 'approved',
      reason: `Approved by ${approvals.map(d => d.decidedBy).join(', ')}`,
    };
  }
  return openStatus({ requirement, wanted, counting, causes });
}

type IgnoredCause = {
  status: 'expired' | 'outdated' | 'replaced';
  text: string;
  wasApproval: boolean;
};

function whyIgnored(options: {
  requirement: EffectiveRequirement;
  version: string | undefined;
  decisions: readonly Decision[];
  now: Date;
}): Map<string, IgnoredCause> {
  const { requirement, version, decisions, now } = options;
  const heard = new Set<string>();
  const causes = new Map<string, IgnoredCause>();
  for (const decision of decisions) {
    const ignore = (status: IgnoredCause['status'], text: string) =>
      causes.set(decision.id, {
        status,
        text,
        wasApproval: decision.decision === 'approved',
      });
    const expiry = expiryOf(requirement, decision);
    if (decision.version !== version) {
      ignore('outdated', `given for version ${decision.version}`);
    } else if (heard.has(decision.decidedBy)) {
      ignore('replaced', 'replaced by a later decision of the same person');
    } else {
      heard.add(decision.decidedBy);
      // A rejection stands whatever the policy asks for now: only people lift it.
      if (
        decision.decision === 'approved' &&
        decision.requirementDigest !== requirement.digest
      ) {
        ignore('outdated', 'the policy has asked for something else since');
      } else if (expiry && now.getTime() >= Date.parse(expiry)) {
        ignore('expired', `expired on ${expiry.slice(0, 10)}`);
      }
    }
  }
  return causes;
}

function expiryOf(
  requirement: EffectiveRequirement,
  decision: Decision,
): string | undefined {
  if (!requirement.validFor || decision.decision !== 'approved') {
    return undefined;
  }
  return (
    DateTime.fromISO(decision.decidedAt, { zone: 'utc' })
      .plus(Duration.fromISO(requirement.validFor))
      .toISO() ?? undefined
  );
}

function openStatus(options: {
  requirement: EffectiveRequirement;
  wanted: number;
  counting: readonly Decision[];
  causes: readonly IgnoredCause[];
}): { status: SignOffStatus; reason: string } {
  const { requirement, wanted, counting, causes } = options;
  const ask = `${wanted} more ${wanted === 1 ? 'approval' : 'approvals'} of ${
    requirement.approvers.length === 1 ? '' : 'one of '
  }${requirement.approvers.join(', ')}`;
  const changes = counting.find(d => d.decision === 'changes-requested');
  if (changes) {
    return {
      status: 'pending',
      reason: `${changes.decidedBy} asks for changes; then needs ${ask}`,
    };
  }
  if (counting.some(d => d.decision === 'approved')) {
    return { status: 'pending', reason: `Needs ${ask}` };
  }
  const lapsed = causes.filter(c => c.wasApproval);
  const cause =
    lapsed.find(c => c.status === 'expired') ??
    lapsed.find(c => c.status === 'outdated');
  if (cause && cause.status !== 'replaced') {
    return {
      status: cause.status,
      reason: `The last approval does not count (${cause.text}); needs ${ask}`,
    };
  }
  return { status: 'missing', reason: `Needs ${ask}` };
}

/**
 * The sign-off status of a model: the worst of its requirements.
 *
 * @public
 */
export function worstSignOff(
  requirements: ReadonlyArray<{ status: SignOffStatus }>,
): ModelSignOffStatus {
  return requirements.reduce<ModelSignOffStatus>(
    (worst, { status }) =>
      worst === 'not-required' ||
      SIGN_OFF_STATUSES.indexOf(status) > SIGN_OFF_STATUSES.indexOf(worst)
        ? status
        : worst,
    'not-required',
  );
}

/**
 * Judges whether a version may enter a stage.
 *
 * @remarks
 *
 * It needs the sign-offs of the stage and of those on the way to it.
 *
 * @returns the open requirements, each with the reason; none means that it may.
 * @public
 */
export function openRequirements(options: {
  requirements: readonly EffectiveRequirement[];
  stage: LifecycleStage;
  version: string;
  decisions: readonly Decision[];
  now: Date;
}): Array<{ id: string; title: string; reason: string }> {
  const { stage, version, decisions, now } = options;
  return options.requirements
    .filter(requirement => stagesOnTheWayTo(stage).includes(requirement.stage))
    .map(requirement => ({
      requirement,
      verdict: judgeRequirement({ requirement, version, decisions, now }),
    }))
    .filter(
      ({ verdict }) =>
        verdict.status !== 'approved' && verdict.status !== 'waived',
    )
    .map(({ requirement: { id, title }, verdict: { reason } }) => ({
      id,
      title,
      reason,
    }));
}

/**
 * Finds the deployments that run where their version lacks sign-offs.
 *
 * @public
 */
export function unsanctionedDeployments(options: {
  environments: readonly Environment[];
  deployments: readonly Deployment[];
  requirements: readonly EffectiveRequirement[];
  decisions: readonly Decision[];
  now: Date;
}): UnsanctionedDeployment[] {
  const stageOf = new Map(options.environments.map(e => [e.name, e.stage]));
  return options.deployments.filter(isActiveDeployment).flatMap(deployment => {
    const { environment, name, version } = deployment;
    const stage = stageOf.get(environment);
    const open = stage ? openRequirements({ ...options, stage, version }) : [];
    return open.length > 0
      ? [{ environment, name, version, missing: open.map(r => r.title) }]
      : [];
  });
}
