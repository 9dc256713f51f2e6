import { Deployment, isActiveDeployment } from '../deployments/schemas';
import { modelFacts } from '../governance/facts';
import { earliest } from '../governance/judge/judgeRequirement';
import { ModelsConfig } from '../governance/policy';
import {
  ApproverDirectory,
  GovernanceRecord,
  OtherDuties,
} from '../governance/record';
import { requirementsInForce } from '../governance/requirementsInForce';
import {
  HeldStage,
  nextChangeOfDeployments,
  unsanctionedDeployments,
} from '../governance/deployedVersions';
import { judgeRequirements, worstSignOff } from '../governance/signOff';
import { ModelEntity } from '../kind/ModelEntity';
import { isEnded, modelStage, versionInQuestion } from '../lifecycle/stages';
import { EndOfLife } from '../lifecycle/moveSchemas';
import { ModelVersion } from '../lifecycle/schemas';
import { RecordedCheck, monitoringState } from '../monitoring/rollUp';
import { declaredLifecycle } from '../ownership/overlay';
import { ModelSummary } from './schemas';

/**
 * All that the record knows about one model at one moment.
 *
 * @public
 */
export interface ModelRecord extends GovernanceRecord {
  /** When it reaches its end of life, if that is set. */
  endOfLife?: EndOfLife;
  /** Name of its signal channel. */
  channel: string;
  /** Newest first. */
  versions: readonly ModelVersion[];
  /** Where its versions run. */
  deployments: readonly Deployment[];
  /** Registered versions that have a deployment, with the stage that each holds. */
  registered?: ReadonlyMap<string, HeldStage>;
  /** What is watched about it. */
  checks: readonly RecordedCheck[];
}

/**
 * Derives everything that lists and pages say about a model.
 *
 * @param options - `version` names the version in question; when left out it is chosen
 *   as {@link versionInQuestion} does. `approvers`, `knownPeople` and `duties` are as for
 *   {@link judgeRequirement}.
 * @public
 */
export function deriveModelState(options: {
  entity: ModelEntity;
  record: ModelRecord;
  config: ModelsConfig;
  now: Date;
  version?: string;
  approvers?: ApproverDirectory;
  knownPeople?: ReadonlySet<string>;
  duties?: OtherDuties;
}) {
  const { entity, record, config, now } = options;
  const version =
    options.version ??
    versionInQuestion(config.lifecycle, record.versions)?.version;
  const { policies } = config.governance;
  const requirements = requirementsInForce({ policies, entity, record });
  const stages = config.lifecycle;
  const context = { ...options, facts: modelFacts(entity), lifecycle: stages };
  const verdicts = judgeRequirements({ ...context, requirements, version });
  const lifecycle = modelStage({
    lifecycle: stages,
    versionStages: record.versions.map(v => v.stage),
    declared: declaredLifecycle(entity),
  });
  // What is out of use waits for nobody's sign-off, and what only its end asks for is
  // no business of a model in use.
  const asked = isEnded(stages, lifecycle.stage)
    ? []
    : verdicts.filter(({ requirement }) => !isEnded(stages, requirement.stage));
  const running = {
    ...context,
    requirements,
    // They are about the version in question.
    duties: undefined,
    environments: config.environments,
    deployments: record.deployments,
    registered: record.registered,
  };
  const changes = verdicts.flatMap(v => v.verdict.nextChangeAt ?? []);
  const changeOfRunning = nextChangeOfDeployments(running) ?? [];
  const nextChangeAt = earliest([changes, changeOfRunning].flat());
  return {
    lifecycle,
    monitoring: monitoringState({ checks: record.checks, now }),
    version,
    facts: context.facts,
    /** All that may stand in the way of a version. */
    requirements,
    verdicts,
    signOff: worstSignOff(asked.map(({ verdict }) => verdict)),
    unsanctioned: unsanctionedDeployments(running),
    /** When the sign-offs or the unsanctioned deployments change by themselves. */
    ...(nextChangeAt && { nextChangeAt }),
  };
}

/**
 * Derives the line about a model that lists and tables show.
 *
 * @param options - `modelRef` and `owner` are entity refs.
 * @public
 */
export function summarizeModel(options: {
  modelRef: string;
  owner?: string;
  entity: ModelEntity;
  record: ModelRecord;
  config: ModelsConfig;
  now: Date;
  approvers?: ApproverDirectory;
  knownPeople?: ReadonlySet<string>;
}): ModelSummary {
  const { modelRef, owner, entity, record } = options;
  const state = deriveModelState(options);
  const environments = new Set(
    record.deployments.filter(isActiveDeployment).map(d => d.environment),
  );
  return {
    modelRef,
    channel: record.channel,
    ...(entity.metadata.title && { title: entity.metadata.title }),
    ...(owner && { owner }),
    ...(entity.spec.riskTier && { riskTier: entity.spec.riskTier }),
    stage: state.lifecycle.stage,
    ...(state.version && { version: state.version }),
    environments: [...environments].sort(),
    monitoring: state.monitoring.status,
    monitoringReason: state.monitoring.reason,
    signOff: state.signOff,
    ...(record.endOfLife && { endOfLife: record.endOfLife.date }),
    unsanctioned: state.unsanctioned.length,
  };
}
