import { DateTime } from 'luxon';
import { Deployment, isActiveDeployment } from '../deployments/schemas';
import { ModelVersion } from '../lifecycle/schemas';
import { LifecycleStage, isEnded } from '../lifecycle/stages';
import { EffectiveRequirement } from './effectiveRequirements';
import { JudgementContext, earliest } from './judge/judgeRequirement';
import { Environment } from './policy';
import { JudgedRequirement, isFulfilled, judgeStage } from './signOff';
import { UnsanctionedDeployment } from './unsanctionedSchemas';

/**
 * The stage that a version holds, and since when.
 *
 * @public
 */
export type HeldStage = Pick<ModelVersion, 'stage' | 'stageSince'>;

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
  /**
   * Versions that have a deployment and that somebody registered, with the stage that each
   * holds. All count as registered and in use when left out.
   */
  registered?: ReadonlyMap<string, HeldStage>;
}

/**
 * How many hours a version may run on that was taken out of use.
 *
 * @remarks
 *
 * A rollout takes time, and registries archive the former version in the moment in which
 * the next one is promoted.
 *
 * @public
 */
export const ENDED_MAY_RUN_HOURS = 24;

/**
 * Finds the deployments that run where their version lacks sign-offs.
 *
 * @remarks
 *
 * What the gate would deny is found here as well: a version that nobody registered,
 * whatever is good for all versions; one that was taken out of use more than
 * {@link ENDED_MAY_RUN_HOURS} hours ago; and, when environments are configured at all, a
 * deployment of a governed model in one that is not.
 *
 * @public
 */
export function unsanctionedDeployments(
  options: DeploymentsInContext,
): UnsanctionedDeployment[] {
  const found = judgeDeployments(options).flatMap(
    ({ deployment, enforcement, judged, barriers }) => {
      const { environment, name, version } = deployment;
      const missing = [
        ...judged
          .filter(({ verdict }) => !isFulfilled(verdict))
          .map(({ requirement }) => requirement.title),
        ...barriers,
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
  /** Whether it has all of its sign-offs, or waivers of them, is registered and in use. */
  sanctioned: boolean;
  /** Whether any of its sign-offs is waived. */
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
    ({ deployment: { version, environment }, judged, barriers }) => ({
      ...{ version, environment, judged },
      sanctioned:
        barriers.length === 0 &&
        judged.every(({ verdict }) => isFulfilled(verdict)),
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
  const { now } = options;
  return earliest(
    judgeDeployments(options).flatMap(({ judged, mayRunUntil }) => [
      ...judged.flatMap(({ verdict }) => verdict.nextChangeAt ?? []),
      ...(mayRunUntil && mayRunUntil > now ? [mayRunUntil.toISOString()] : []),
    ]),
  );
}

function judgeDeployments(options: DeploymentsInContext) {
  const known = new Map(options.environments.map(e => [e.name, e]));
  return options.deployments.filter(isActiveDeployment).flatMap(deployment => {
    const { stage, enforcement } = known.get(deployment.environment) ?? {};
    const { version } = deployment;
    const judged = stage ? judgeStage({ ...options, stage, version }) : [];
    return stage && enforcement
      ? [
          {
            ...{ deployment, enforcement, judged },
            // Where nothing is asked of a model, nothing can be missing.
            ...(judged.length > 0
              ? findBarriers({ ...options, version, stage })
              : { barriers: [] }),
          },
        ]
      : [];
  });
}

/** Finds what keeps a version from running beside its sign-offs. */
function findBarriers({
  registered,
  lifecycle,
  now,
  version,
  stage,
}: DeploymentsInContext & { version: string; stage: LifecycleStage }): {
  barriers: string[];
  /** Until when a version that was taken out of use may run on. */
  mayRunUntil?: Date;
} {
  const held = registered?.get(version);
  if (!held) {
    return { barriers: registered ? ['Registration of the version'] : [] };
  }
  if (!isEnded(lifecycle, held.stage) || isEnded(lifecycle, stage)) {
    return { barriers: [] };
  }
  const mayRunUntil = DateTime.fromISO(held.stageSince)
    .plus({ hours: ENDED_MAY_RUN_HOURS })
    .toJSDate();
  return {
    mayRunUntil,
    barriers:
      mayRunUntil > now
        ? []
        : [`A version in use (version ${version} was moved to ${held.stage})`],
  };
}
