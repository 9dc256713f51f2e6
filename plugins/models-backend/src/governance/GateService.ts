import {
  GateAnswer,
  GateQuery,
  ModelsConfig,
  askGate,
  modelFacts,
} from '@modelry/backstage-plugin-models-common';
import { ModelsDatabase } from '../database/ModelsDatabase';
import { VisibleModel } from '../kind/ModelAccess';
import { assertConfiguredStage } from '../lifecycle/configuredStage';
import { findReportedVersion } from '../lifecycle/versions';
import { ApproverCatalog } from './ApproverCatalog';
import { governanceRecord } from './record';
import { requirementsInForceOf } from './requirements';
import { otherDutiesOf } from './separatedDuties';

/** Answers machines that ask before they deploy. */
export class GateService {
  readonly #options: {
    database: ModelsDatabase;
    approvers: ApproverCatalog;
    config: ModelsConfig;
    now: () => Date;
  };

  constructor(options: {
    database: ModelsDatabase;
    approvers: ApproverCatalog;
    config: ModelsConfig;
    now: () => Date;
  }) {
    this.#options = options;
  }

  /** Whether a version may enter a stage or run in an environment, with every reason. */
  async ask(model: VisibleModel, query: GateQuery): Promise<GateAnswer> {
    const { database, approvers, config, now } = this.#options;
    const { modelRef, entity, owner } = model;
    const { lifecycle } = config;
    assertConfiguredStage(lifecycle, query.stage, 'query.stage');
    const record = await governanceRecord(database.knex, modelRef, {
      withoutComments: true,
    });
    const requirements = requirementsInForceOf(config, model, record);
    const version = await findReportedVersion(
      database.knex,
      modelRef,
      query.version,
    );
    return askGate({
      ...{ config, lifecycle, requirements, query, record, now: now() },
      heldStage: version?.stage,
      facts: modelFacts(entity),
      approvers: await approvers.describe(requirements, { ...record, owner }),
      duties: await otherDutiesOf(database.knex, {
        ...{ model, lifecycle, registeredBy: version?.registeredBy },
      }),
      knownPeople: await approvers.knownPeople(record.decisions),
    });
  }
}
