import { BackstageCredentials } from '@backstage/backend-plugin-api';
import { NotFoundError } from '@backstage/errors';
import {
  ModelOverview,
  ModelRecord,
  ModelSummary,
  ModelsConfig,
  deriveModelState,
  summarizeModel,
} from '@modelry/backstage-plugin-models-common';
import { SignalChannels } from '../changes/SignalChannels';
import { ModelsDatabase } from '../database/ModelsDatabase';
import { deploymentsByModel } from '../deployments/deployments';
import { GovernanceService } from '../governance/GovernanceService';
import { decisionsByModel } from '../governance/decisions';
import { VisibleModel } from '../kind/ModelAccess';
import {
  countVersions,
  findVersion,
  listVersions,
  newestVersionsByStage,
} from '../lifecycle/versions';
import { checksByModel } from '../monitoring/checks';

const VERSIONS_IN_OVERVIEW = 10;

/** Answers what pages and lists ask about models. */
export class FleetService {
  readonly #options: {
    database: ModelsDatabase;
    governance: GovernanceService;
    channels: SignalChannels;
    config: ModelsConfig;
    now: () => Date;
  };

  constructor(options: {
    database: ModelsDatabase;
    governance: GovernanceService;
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
    const { database, governance, config, now } = this.#options;
    const [record] = await this.#records([modelRef]);
    const state = deriveModelState({
      entity,
      record,
      config,
      now: now(),
      version: options.version,
    });
    const inQuestion = state.version
      ? await findVersion(database.knex, modelRef, state.version)
      : undefined;
    if (options.version && !inQuestion) {
      throw new NotFoundError(
        `query.version: '${modelRef}' has no version '${options.version}'`,
      );
    }
    return {
      modelRef,
      channel: record.channel,
      lifecycle: {
        ...state.lifecycle,
        declared: entity.spec.lifecycle,
        ...(await this.#newestVersions(modelRef)),
      },
      deployments: [...record.deployments],
      monitoring: state.monitoring,
      governance: {
        ...(state.version && { version: state.version }),
        status: state.signOff,
        requirements: await governance.forViewer({
          model,
          registeredBy: inQuestion?.registeredBy,
          verdicts: state.verdicts,
          version: state.version,
          credentials,
        }),
        unsanctioned: state.unsanctioned,
      },
    };
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
    const records = await this.#records(
      models.map(model => model.modelRef),
      { withoutComments: true },
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

  // In the order asked, and in a bounded number of queries however many are asked for.
  async #records(
    modelRefs: readonly string[],
    options: { withoutComments?: boolean } = {},
  ): Promise<ModelRecord[]> {
    const { knex } = this.#options.database;
    const [versions, deployments, checks, decisions] = await Promise.all([
      newestVersionsByStage(knex, modelRefs),
      deploymentsByModel(knex, modelRefs),
      checksByModel(knex, modelRefs),
      decisionsByModel(knex, modelRefs, options),
    ]);
    return modelRefs.map(modelRef => ({
      channel: this.#options.channels.channelOf(modelRef),
      versions: versions.get(modelRef) ?? [],
      deployments: deployments.get(modelRef) ?? [],
      checks: checks.get(modelRef) ?? [],
      decisions: decisions.get(modelRef) ?? [],
    }));
  }
}
