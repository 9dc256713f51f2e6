import { Deployment, isActiveDeployment } from '../deployments/schemas';
import { LifecycleStage, stagesOnTheWayTo } from '../lifecycle/stages';
import { EffectiveRequirement } from './effectiveRequirements';
import {
  JudgementContext,
  RequirementVerdict,
  earliest,
  judgeRequirement,
} from './judge/judgeRequirement';
import { Environment } from './policy';
import {
  ModelSignOffStatus,
  SIGN_OFF_STATUSES,
  SignOffStatus,
} from './schemas';
import { UnsanctionedDeployment } from './unsanctionedSchemas';

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
 * Tells whether nothing is missing any more: a requirement is approved or waived.
 *
 * @public
 */
export function isFulfilled({ status }: { status: SignOffStatus }): boolean {
  return status === 'approved' || status === 'waived';
}

/**
 * A requirement, and where it stands.
 *
 * @public
 */
export interface JudgedRequirement {
  /** What is asked for. */
  requirement: EffectiveRequirement;
  /** Where it stands. */
  verdict: RequirementVerdict;
}

/**
 * Judges all that a version needs before it may hold a stage: the requirements of the
 * stage and of those on the way to it.
 *
 * @remarks
 *
 * What no policy asks for any more stands in the way only where it was rejected.
 *
 * @param options - `requirements` are those in force, as `requirementsInForce` collects
 *   them.
 * @public
 */
export function judgeStage(
  options: JudgementContext & {
    requirements: readonly EffectiveRequirement[];
    stage: LifecycleStage;
    version: string | undefined;
  },
): JudgedRequirement[] {
  const way = stagesOnTheWayTo(options.lifecycle, options.stage);
  return judgeRequirements({
    ...options,
    requirements: options.requirements.filter(({ stage }) =>
      way.includes(stage),
    ),
  });
}

/**
 * Judges requirements for one version; those that no policy asks for any more are left
 * out unless they were rejected.
 *
 * @public
 */
export function judgeRequirements(
  options: JudgementContext & {
    requirements: readonly EffectiveRequirement[];
    version: string | undefined;
  },
): JudgedRequirement[] {
  return options.requirements
    .map(requirement => ({
      requirement,
      verdict: judgeRequirement({ ...options, requirement }),
    }))
    .filter(
      ({ requirement, verdict }) =>
        !requirement.noLongerAsked || verdict.status === 'rejected',
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
export function openRequirements(
  options: JudgementContext & {
    requirements: readonly EffectiveRequirement[];
    stage: LifecycleStage;
    version: string;
  },
): Array<{ id: string; title: string; reason: string }> {
  return judgeStage(options)
    .filter(({ verdict }) => !isFulfilled(verdict))
    .map(({ requirement: { id, title }, verdict: { reason } }) => ({
      id,
      title,
      reason,
    }));
}

/**
 * Deployments, and all that they are judged by.
 *
 * @public
 */
export interface DeploymentsInContext extends JudgementContext {
  /** The configured environments. Nothing but a configured one has a stage to ask for. */
  environments: readonly Environment[];
  /** The deployments of the model. */
  deployments: readonly Deployment[];
  /** All requirements of the model. */
  requirements: readonly EffectiveRequirement[];
  /** Versions that were only seen to run: nobody ever registered them. */
  unregistered?: ReadonlySet<string>;
}

/**
 * Finds the deployments that run where their version lacks sign-offs.
 *
 * @remarks
 *
 * What the gate would deny is found here as well: a version that nobody registered,
 * whatever is good for all versions; and, when environments are configured at all, a
 * deployment of a governed model in one that is not.
 *
 * @public
 */
export function unsanctionedDeployments(
  options: DeploymentsInContext,
): UnsanctionedDeployment[] {
  const found = judgeDeployments(options).flatMap(
    ({ deployment, enforcement, judged, unregistered }) => {
      const { environment, name, version } = deployment;
      const missing = [
        ...judged
          .filter(({ verdict }) => !isFulfilled(verdict))
          .map(({ requirement }) => requirement.title),
        ...(unregistered ? ['Registration of the version'] : []),
      ];
      return missing.length > 0
        ? [{ environment, name, version, missing, enforcement }]
        : [];
    },
  );
  return [...found, ...inUnconfiguredEnvironments(options)];
}

function inUnconfiguredEnvironments({
  environments,
  deployments,
  requirements,
}: DeploymentsInContext): UnsanctionedDeployment[] {
  const known = new Set(environments.map(({ name }) => name));
  // Who configured no environment wants none governed, nor is a model that needs nothing.
  return known.size === 0 || requirements.length === 0
    ? []
    : deployments
        .filter(isActiveDeployment)
        .filter(({ environment }) => !known.has(environment))
        .map(({ environment, name, version }) => ({
          ...{ environment, name, version, enforcement: 'prevent' },
          missing: [`Environment '${environment}' in the configuration`],
          unconfigured: true,
        }));
}

/**
 * A version that runs in a governed environment.
 *
 * @public
 */
export interface RunningVersion {
  /** The version. */
  version: string;
  /** Where it runs. */
  environment: string;
  /** What the environment asks of it, and where each of that stands. */
  judged: JudgedRequirement[];
  /** Whether it has all of its sign-offs, or waivers of them. */
  sanctioned: boolean;
  /** Whether any of them is waived. */
  waived: boolean;
}

/**
 * Judges the versions that run in governed environments, each once for each environment
 * however many deployments it has there.
 *
 * @returns them by environment, then by version.
 * @public
 */
export function runningVersions(
  options: DeploymentsInContext,
): RunningVersion[] {
  const places = new Map(
    options.deployments
      .filter(isActiveDeployment)
      .map(deployment => [
        JSON.stringify([deployment.environment, deployment.version]),
        deployment,
      ]),
  );
  const deployments = [...places]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, deployment]) => deployment);
  return judgeDeployments({ ...options, deployments }).map(
    ({ deployment: { version, environment }, judged, unregistered }) => ({
      ...{ version, environment, judged },
      sanctioned:
        !unregistered && judged.every(({ verdict }) => isFulfilled(verdict)),
      waived: judged.some(({ verdict }) => verdict.status === 'waived'),
    }),
  );
}

/**
 * Finds the next instant at which a deployment may become unsanctioned, or no longer
 * be it, without anybody acting.
 *
 * @public
 */
export function nextChangeOfDeployments(
  options: DeploymentsInContext,
): string | undefined {
  return earliest(
    judgeDeployments(options).flatMap(({ judged }) =>
      judged.flatMap(({ verdict }) => verdict.nextChangeAt ?? []),
    ),
  );
}

function judgeDeployments(options: DeploymentsInContext) {
  const known = new Map(options.environments.map(e => [e.name, e]));
  return options.deployments.filter(isActiveDeployment).flatMap(deployment => {
    const { stage, enforcement } = known.get(deployment.environment) ?? {};
    const { version } = deployment;
    const judged = stage ? judgeStage({ ...options, stage, version }) : [];
    const unregistered =
      judged.length > 0 && (options.unregistered?.has(version) ?? false);
    return stage && enforcement
      ? [{ deployment, enforcement, judged, unregistered }]
      : [];
  });
}
