import { ModelEntity } from '@modelry/backstage-plugin-models-common';
import { ModelChanges } from '../changes/ModelChanges';
import { tellOnce } from '../changes/tellOnce';
import { ModelsDatabase } from '../database/ModelsDatabase';
import { CatalogModels } from '../governance/board/CatalogModels';
import { VisibleModel } from '../kind/toVisibleModel';
import {
  IncidentNotice,
  removeToldNotices,
  untoldNotices,
} from './incidentNotices';
import { findIncident } from './incidents';
import { monitoringLink } from './monitoringLink';

const BATCH = 100;

const SEVERITIES = {
  began: 'critical',
  ended: 'normal',
  retired: 'normal',
  retraining: 'high',
} as const;

/** Tells owners of models, once each, of what happened to an incident. */
export class OwnerNotices {
  readonly #options: {
    database: ModelsDatabase;
    changes: ModelChanges;
    now: () => Date;
  };

  constructor(options: {
    database: ModelsDatabase;
    changes: ModelChanges;
    now: () => Date;
  }) {
    this.#options = options;
  }

  /** Sends what nobody was told of yet about one model. */
  async send(model: VisibleModel): Promise<void> {
    const { modelRef } = model;
    await this.#each({ modelRef }, async notices => {
      for (const notice of notices) {
        await this.#tellOnce(notice, model);
      }
    });
  }

  /** Sends what was left behind: by a process that was killed, or that reached nobody. */
  async sendAll(models: CatalogModels, signal?: AbortSignal): Promise<void> {
    await removeToldNotices(this.#options.database.knex);
    await this.#each({ signal }, async notices => {
      const refs = new Set(notices.map(notice => notice.model_ref));
      const found = new Map(
        (await models.find([...refs])).map(model => [model.modelRef, model]),
      );
      for (const notice of notices) {
        await this.#tellOnce(notice, found.get(notice.model_ref));
      }
    });
  }

  async #each(
    options: { modelRef?: string; signal?: AbortSignal },
    tell: (notices: readonly IncidentNotice[]) => Promise<void>,
  ): Promise<void> {
    const { knex } = this.#options.database;
    const { signal, modelRef } = options;
    let notices: IncidentNotice[];
    let after = 0;
    do {
      notices = await untoldNotices(knex, { modelRef, after, limit: BATCH });
      await tell(notices);
      after = notices.at(-1)?.id ?? after;
    } while (notices.length === BATCH && !signal?.aborted);
  }

  // A model that is gone has no owner to be told.
  async #tellOnce(
    notice: IncidentNotice,
    model: VisibleModel | undefined,
  ): Promise<void> {
    const { database, now } = this.#options;
    await tellOnce({
      ...{ knex: database.knex, table: 'incident_notices' },
      rows: row => row.where({ id: notice.id }),
      ...{ now: now(), tell: async () => !model || this.#tell(notice, model) },
    });
  }

  async #tell(notice: IncidentNotice, model: VisibleModel): Promise<boolean> {
    const { database, changes } = this.#options;
    const { modelRef, entity, owner } = model;
    const { incident_id: id, kind, description, link, actor } = notice;
    const isThere = await findIncident(database.knex, modelRef, id);
    return changes.notify({
      modelRef,
      recipients: owner ? [owner] : [],
      ...(actor && { except: actor }),
      payload: {
        ...{ title: titleOf(notice, entity), description },
        severity: SEVERITIES[kind],
        // Another threshold can undo an incident: then there is nothing to lead to.
        link:
          link ?? monitoringLink(entity, { ...(isThere && { incident: id }) }),
        topic: 'models.monitoring',
        scope:
          kind === 'retraining'
            ? `models.retraining:${id}`
            : // Beginning and end are one line in the inbox.
              `models.incident:${id}:${modelRef}`,
      },
    });
  }
}

function titleOf(
  { kind, subject }: IncidentNotice,
  entity: ModelEntity,
): string {
  const { name, title = name } = entity.metadata;
  switch (kind) {
    case 'began':
      return `${title} is critical`;
    case 'retired':
      return `${title}: ${subject} is no longer run`;
    case 'retraining':
      return `${title}: please train the model again`;
    default:
      return `${title}: ${subject} is no longer critical`;
  }
}
