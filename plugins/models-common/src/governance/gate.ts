import { LifecycleStage, isEnded } from '../lifecycle/stages';
import { EffectiveRequirement } from './effectiveRequirements';
import { GateAnswer, GateQuery } from './gateSchemas';
import { JudgementContext } from './judge/judgeRequirement';
import { Environment } from './policy';
import { Enforcement } from './policySchemas';
import { JudgedRequirement, isFulfilled, judgeStage } from './signOff';

/**
 * Answers whether a version may enter a stage, or run in an environment.
 *
 * @remarks
 *
 * It fails closed: a version that was never reported and an environment that is not
 * configured are denied whatever else holds. A version that has ended, say was retired,
 * lacks something as well: nobody brings it back into use by deploying it.
 *
 * @param options - `requirements` are all those of the model; `heldStage` is the stage of
 *   the version that the query names, nothing when it was never reported.
 * @public
 */
export function askGate(
  options: JudgementContext & {
    config: { environments: readonly Environment[] };
    requirements: readonly EffectiveRequirement[];
    query: GateQuery;
    heldStage: LifecycleStage | undefined;
  },
): GateAnswer {
  const { config, query, now } = options;
  const environment = config.environments.find(
    ({ name }) => name === query.environment,
  );
  const stage = query.stage ?? environment?.stage;
  const judged = stage
    ? judgeStage({ ...options, stage, version: query.version })
    : [];
  const barriers = findBarriers({ ...options, environment });
  const open = judged.filter(({ verdict }) => !isFulfilled(verdict));
  const enforcement = environment?.enforcement ?? 'prevent';
  const ended = whyEnded({ ...options, stage });
  const compliant =
    barriers.length === 0 && ended.length === 0 && open.length === 0;
  const allowed =
    compliant || (barriers.length === 0 && enforcement !== 'prevent');
  return {
    decision: allowed ? 'allow' : 'deny',
    compliant,
    enforcement,
    version: query.version,
    ...(stage && { stage }),
    ...(query.environment && { environment: query.environment }),
    reasons: [
      ...barriers,
      ...ended,
      ...open.map(inWords),
      ...(allowed && !compliant ? [whyAllowed(query, enforcement)] : []),
      ...(compliant ? [whyCompliant(judged, query)] : []),
      ...judged.flatMap(warningsOf),
    ],
    requirements: judged.map(({ requirement, verdict }) => ({
      id: requirement.id,
      title: requirement.title,
      stage: requirement.stage,
      status: verdict.status,
      reason: verdict.reason,
    })),
    judgedAt: now.toISOString(),
  };
}

/** What speaks against it whatever was signed off. */
function findBarriers(options: {
  config: { environments: readonly Environment[] };
  environment: Environment | undefined;
  query: GateQuery;
  heldStage: LifecycleStage | undefined;
}): string[] {
  const { config, environment, query, heldStage } = options;
  return [
    ...(heldStage
      ? []
      : [`Version '${query.version}' was never reported; report it first`]),
    ...(query.environment && !environment
      ? [unknownEnvironment(query.environment, config.environments)]
      : []),
  ];
}

/** Sign-offs may be valid still when a version was taken out of use. */
function whyEnded(options: {
  lifecycle: JudgementContext['lifecycle'];
  query: GateQuery;
  heldStage: LifecycleStage | undefined;
  stage: LifecycleStage | undefined;
}): string[] {
  const { lifecycle, query, heldStage, stage } = options;
  return heldStage &&
    stage &&
    isEnded(lifecycle, heldStage) &&
    !isEnded(lifecycle, stage)
    ? [
        `Version '${query.version}' is out of use: it is in ${heldStage}; move it back into use first, or take another version`,
      ]
    : [];
}

function whyAllowed({ environment }: GateQuery, enforcement: Enforcement) {
  return `Allowed all the same: the enforcement of '${environment}' is ${enforcement}`;
}

function inWords({ requirement, verdict }: JudgedRequirement): string {
  return `${requirement.title} (${verdict.status}): ${verdict.reason}`;
}

// Also of what is fulfilled: nothing doubtful passes without a word.
function warningsOf({ requirement, verdict }: JudgedRequirement): string[] {
  return verdict.warnings.map(
    warning => `Warning about ${requirement.title}: ${warning}`,
  );
}

function whyCompliant(
  judged: readonly JudgedRequirement[],
  query: GateQuery,
): string {
  const place = query.environment
    ? `to run in '${query.environment}'`
    : `to enter ${query.stage}`;
  if (judged.length === 0) {
    return `No sign-offs are asked for ${place}`;
  }
  const waived = judged.filter(({ verdict }) => verdict.status === 'waived');
  return `All sign-offs that are asked for ${place} are there${
    waived.length > 0
      ? `; waived: ${waived
          .map(({ requirement }) => requirement.title)
          .join(', ')}`
      : ''
  }`;
}

function unknownEnvironment(
  name: string,
  environments: readonly Environment[],
): string {
  const names = environments.map(environment => environment.name).join(', ');
  return `No environment '${name}' is configured; ${
    names ? `ask about one of ${names}` : 'none is, ask about a stage'
  }`;
}
