import { BackstageCredentials } from '@backstage/backend-plugin-api';
import { NotFoundError } from '@backstage/errors';
import {
  GovernanceState,
  ModelOverview,
  ModelRecord,
  ModelSummary,
  ModelsConfig,
  declaredLifecycle,
  deriveModelState,
  summarizeModel,
  versionInQuestion,
} from '@modelry/backstage-plugin-models-common';
import { SignalChannels } from '../changes/SignalChannels';
import { ModelsDatabase } from '../database/ModelsDatabase';
import { deploymentsByModel } from '../deployments/deployments';
import { ApproverCatalog } from '../governance/ApproverCatalog';
import { RequirementStates } from '../governance/RequirementStates';
import { governanceRecords } from '../governance/record';
import { requirementsOf } from '../governance/requirements';
import { otherDutiesOf } from '../governance/separatedDuties';
import { ModelAccess, VisibleModel } from '../kind/ModelAccess';
import { endOfLifeByModel } from '../lifecycle/endOfLife';
import {
  countVersions,
  findVersion,
  listVersions,
  newestVersionsByStage,
  heldStagesByModel,
} from '../lifecycle/versions';
import { RecordContinuation } from '../kind/rename/RecordContinuation';
import { OwnershipService } from '../ownership/OwnershipService';
import { checksByModel } from '../monitoring/checks';
import { countRetiredChecks } from '../monitoring/retiredChecks';
import { viewerOf } from './viewerOf';

const VERSIONS_IN_OVERVIEW = 10;

/** Older ones are on the list of reviews. */
const REVIEWS_IN_OVERVIEW = 20;

/** Answers what pages and lists ask about models. */
export class FleetService {
  readonly #options: {
    database: ModelsDatabase;
    access: ModelAccess;
    states: RequirementStates;
    approvers: ApproverCatalog;
    ownership: OwnershipService;
    continuation: RecordContinuation;
    channels: SignalChannels;
    config: ModelsConfig;
    now: () => Date;
  };

  constructor(options: {
    database: ModelsDatabase;
    access: ModelAccess;
    states: RequirementStates;
    approvers: ApproverCatalog;
    ownership: OwnershipService;
    continuation: RecordContinuation;
    channels: SignalChannels;
    config: ModelsConfig;
    now: () => Date;
  }) {
    this.#options = options;
  }

  /**
   * Everything that the page of a model shows.
   *
   * @throws `NotFoundError` when the named version was never reported.
   */
  async overview(options: {
    model: VisibleModel;
    version?: string;
    credentials: BackstageCredentials;
  }): Promise<ModelOverview> {
    const { model, credentials } = options;
    const { modelRef, entity } = model;
    const { database, ownership, config } = this.#options;
    const [record] = await this.records([modelRef], 'decisions');
    const version =
      options.version ??
      versionInQuestion(config.lifecycle, record.versions)?.version;
    const inQuestion = version
      ? await findVersion(database.knex, modelRef, version)
      : undefined;
    if (options.version && !inQuestion) {
      throw new NotFoundError(
        `'${modelRef}' has no version '${options.version}'; choose one of its list of versions, or report it first`,
      );
    }
    const registeredBy = inQuestion?.registeredBy;
    const state = await this.#derive({ model, record, version, registeredBy });
    return {
      modelRef,
      channel: record.channel,
      ownership: await ownership.state({ model, credentials }),
      lifecycle: {
        ...state.lifecycle,
        declared: declaredLifecycle(entity),
        ...(record.endOfLife && { endOfLife: record.endOfLife }),
        ...(await this.#newestVersions(modelRef)),
      },
      deployments: [...record.deployments],
      environments: config.environments.map(({ name, color, stage }) => ({
        name,
        ...(color && { color }),
        governed: stage !== undefined,
      })),
      ...(await this.#monitoring(modelRef, state)),
      governance: await this.#governance({
        ...{ model, record, state, credentials },
        registeredBy,
      }),
      ...(await this.#viewer({ model, credentials })),
    };
  }

  async #derive(options: {
    model: VisibleModel;
    record: ModelRecord;
    version: string | undefined;
    registeredBy: string | undefined;
  }) {
    const { model, record, version, registeredBy } = options;
    const { entity, owner } = model;
    const { database, approvers, config, now } = this.#options;
    const { lifecycle } = config;
    return deriveModelState({
      ...{ entity, record, config, now: now(), version },
      approvers: await approvers.describe(requirementsOf(config, model), {
        ...{ ...record, owner },
      }),
      duties: await otherDutiesOf(database.knex, {
        ...{ model, lifecycle, registeredBy },
      }),
      knownPeople: await approvers.knownPeople(record.decisions),
    });
  }

  async #viewer(options: {
    model: VisibleModel;
    credentials: BackstageCredentials;
  }): Promise<Pick<ModelOverview, 'viewer' | 'formerRecord'>> {
    const { model, credentials } = options;
    const { access, continuation } = this.#options;
    const { modelRef } = model;
    const formerRecord = await continuation.offer(options);
    return {
      ...(formerRecord && { formerRecord }),
      viewer: await viewerOf(access, { modelRef, credentials }),
    };
  }

  async #governance(options: {
    model: VisibleModel;
    record: ModelRecord;
    state: ReturnType<typeof deriveModelState>;
    registeredBy: string | undefined;
    credentials: BackstageCredentials;
  }): Promise<GovernanceState> {
    const { record, state } = options;
    const { version } = state;
    return {
      ...(version && { version }),
      status: state.signOff,
      requirements: await this.#options.states.forViewer({
        ...options,
        version,
        judged: state.verdicts,
      }),
      reviews: record.reviews
        .filter(review => review.version === version)
        .slice(0, REVIEWS_IN_OVERVIEW),
      unsanctioned: state.unsanctioned,
    };
  }

  async #monitoring(
    modelRef: string,
    { monitoring }: ReturnType<typeof deriveModelState>,
  ): Promise<Pick<ModelOverview, 'monitoring'>> {
    const { knex } = this.#options.database;
    const retiredChecks = await countRetiredChecks(knex, modelRef);
    return { monitoring: { ...monitoring, retiredChecks } };
  }

  async #newestVersions(modelRef: string) {
    const { knex } = this.#options.database;
    const [page, totalVersions] = await Promise.all([
      listVersions(knex, { modelRef, limit: VERSIONS_IN_OVERVIEW }),
      countVersions(knex, modelRef),
    ]);
    return { versions: page.items, totalVersions };
  }

  /** One line about each of the models. */
  async summaries(models: readonly VisibleModel[]): Promise<ModelSummary[]> {
    const { config, now } = this.#options;
    const records = await this.records(
      models.map(model => model.modelRef),
      true,
    );
    return models.map((model, index) =>
      summarizeModel({
        ...model,
        record: records[index],
        config,
        now: now(),
      }),
    );
  }

  /** In the order asked, and in a bounded number of queries however many are asked for. */
  async records(
    modelRefs: readonly string[],
    withoutComments: true | 'decisions',
  ): Promise<ModelRecord[]> {
    const { knex } = this.#options.database;
    const [versions, deployments, registered, checks, governance, ends] =
      await Promise.all([
        newestVersionsByStage(knex, modelRefs),
        deploymentsByModel(knex, modelRefs),
        heldStagesByModel(knex, modelRefs),
        checksByModel(knex, modelRefs),
        governanceRecords(knex, modelRefs, { withoutComments }),
        endOfLifeByModel(knex, modelRefs),
      ]);
    return modelRefs.map(modelRef => ({
      channel: this.#options.channels.channelOf(modelRef),
      versions: versions.get(modelRef) ?? [],
      deployments: deployments.get(modelRef) ?? [],
      registered: registered.get(modelRef) ?? new Map(),
      checks: checks.get(modelRef) ?? [],
      endOfLife: ends.get(modelRef),
      ...(governance.get(modelRef) ?? {
        ...{ decisions: [], reviews: [], waivers: [] },
      }),
    }));
  }
}
