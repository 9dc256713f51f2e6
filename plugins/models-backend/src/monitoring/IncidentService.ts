import { NotFoundError } from '@backstage/errors';
import {
  Incident,
  IncidentAct,
  IncidentCauseRequest,
  IncidentComment,
  ModelsConfig,
} from '@modelry/backstage-plugin-models-common';
import { ModelChanges } from '../changes/ModelChanges';
import { ModelsDatabase } from '../database/ModelsDatabase';
import { VisibleModel } from '../kind/toVisibleModel';
import { IncidentActName, findIncident, writeIncidentAct } from './incidents';
import { monitoringLink } from './monitoringLink';
import { retrainingLink } from './retrainingLink';

interface IncidentRequest<T> {
  model: VisibleModel;
  id: string;
  body: T;
  /** Entity ref of the person. */
  actor: string;
}

/** Records what people do about incidents. */
export class IncidentService {
  readonly #options: {
    database: ModelsDatabase;
    changes: ModelChanges;
    config: ModelsConfig;
    now: () => Date;
  };

  constructor(options: {
    database: ModelsDatabase;
    changes: ModelChanges;
    config: ModelsConfig;
    now: () => Date;
  }) {
    this.#options = options;
  }

  /** Records that somebody looks after an incident. */
  async acknowledge(
    request: IncidentRequest<IncidentComment>,
  ): Promise<Incident> {
    return this.#act('acknowledged', request, {});
  }

  /** Records what caused an incident. */
  async markCause(
    request: IncidentRequest<IncidentCauseRequest>,
  ): Promise<Incident> {
    return this.#act('cause', request, { cause: request.body.cause });
  }

  /** Asks the owner to train the model again. */
  async askForRetraining(
    request: IncidentRequest<IncidentComment>,
  ): Promise<Incident> {
    const { model, id, body, actor } = request;
    const { entity, modelRef, owner } = model;
    const known = await this.#find(modelRef, id);
    const link = retrainingLink(this.#options.config, {
      modelRef,
      incident: known,
    });
    const incident = await this.#act('retraining', request, {
      ...(link && { link }),
    });
    const { name, title = name } = entity.metadata;
    await this.#options.changes.notify({
      modelRef,
      recipients: owner ? [owner] : [],
      except: actor,
      payload: {
        title: `${title}: please train the model again`,
        description: [
          `${known.check} was critical`,
          ...(body.comment ? [body.comment] : []),
        ].join(': '),
        link: link ?? monitoringLink(entity, { incident: id }),
        severity: 'high',
        topic: 'models.monitoring',
        scope: `models.retraining:${id}`,
      },
    });
    return incident;
  }

  async #find(modelRef: string, id: string): Promise<Incident> {
    const { knex } = this.#options.database;
    const incident = await findIncident(knex, modelRef, id);
    if (!incident) {
      throw new NotFoundError(`path.id: '${modelRef}' has no incident '${id}'`);
    }
    return incident;
  }

  async #act(
    act: IncidentActName,
    request: IncidentRequest<IncidentComment>,
    details: object,
  ): Promise<Incident> {
    const { model, id, body, actor } = request;
    const { modelRef } = model;
    const at = this.#options.now().toISOString();
    await this.#options.database.writeModel(modelRef, async tx => {
      if (!(await findIncident(tx, modelRef, id))) {
        throw new NotFoundError(
          `path.id: '${modelRef}' has no incident '${id}'`,
        );
      }
      const written: IncidentAct = {
        ...details,
        ...{ by: actor, at },
        ...(body.comment && { comment: body.comment }),
      };
      await writeIncidentAct(tx, id, act, written);
    });
    await this.#options.changes.announce({
      modelRef,
      feature: 'monitoring',
      action: `incident-${act}`,
      actor,
      at,
    });
    return this.#find(modelRef, id);
  }
}
