import { ConflictError, NotFoundError } from '@backstage/errors';
import {
  Incident,
  IncidentAct,
  IncidentCauseRequest,
  IncidentComment,
  ModelsConfig,
} from '@modelry/backstage-plugin-models-common';
import { Knex } from 'knex';
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
  idempotencyKey?: string;
}

/** Records what people do about incidents. */
export class IncidentService {
  readonly #options: {
    database: ModelsDatabase;
    changes: ModelChanges;
    config: ModelsConfig;
  };

  constructor(options: {
    database: ModelsDatabase;
    changes: ModelChanges;
    config: ModelsConfig;
  }) {
    this.#options = options;
  }

  /**
   * Records that somebody looks after an incident.
   *
   * @throws `ConflictError` when somebody else does already.
   */
  async acknowledge(
    request: IncidentRequest<IncidentComment>,
  ): Promise<Incident> {
    return (await this.#act('acknowledged', request, {})).incident;
  }

  /** Records what caused an incident. */
  async markCause(
    request: IncidentRequest<IncidentCauseRequest>,
  ): Promise<Incident> {
    const { cause } = request.body;
    return (await this.#act('cause', request, { cause })).incident;
  }

  /** Asks the owner to train the model again. */
  async askForRetraining(
    request: IncidentRequest<IncidentComment>,
  ): Promise<Incident> {
    const { model, id, body, actor } = request;
    const { entity, modelRef, owner } = model;
    const { knex } = this.#options.database;
    const known = await findOrThrow(knex, modelRef, id);
    const link = retrainingLink(this.#options.config, {
      modelRef,
      incident: known,
    });
    const { incident, repeated } = await this.#act('retraining', request, {
      ...(link && { link }),
    });
    if (repeated) {
      return incident;
    }
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

  async #act(
    act: IncidentActName,
    request: IncidentRequest<IncidentComment>,
    details: object,
  ): Promise<{ incident: Incident; repeated: boolean }> {
    const { model, id, body, actor, idempotencyKey } = request;
    const { modelRef } = model;
    const { result, repeated } = await this.#options.database.writeModelOnce(
      {
        ...{ modelRef, actor, idempotencyKey },
        operation: `incident-${act}`,
        content: { id, ...body },
      },
      async (tx, { now }) => {
        const at = now.toISOString();
        const { acknowledged } = await findOrThrow(tx, modelRef, id);
        if (act === 'acknowledged' && acknowledged) {
          assertSameActor(acknowledged, actor);
        }
        const written: IncidentAct = {
          ...details,
          ...{ by: actor, at },
          ...(body.comment && { comment: body.comment }),
        };
        await writeIncidentAct(tx, id, act, written);
        return { incident: await findOrThrow(tx, modelRef, id), at };
      },
    );
    const { incident, at } = result;
    if (!repeated) {
      await this.#options.changes.announce({
        ...{ modelRef, feature: 'monitoring', actor, at },
        action: `incident-${act}`,
      });
    }
    return { incident, repeated };
  }
}

// Of two who say so at once, neither is lost, and both know.
function assertSameActor({ by, at }: IncidentAct, actor: string): void {
  if (by !== actor) {
    throw new ConflictError(
      `'${by}' acknowledged this incident before, at ${at}; agree with them who looks after it`,
    );
  }
}

async function findOrThrow(
  knex: Knex,
  modelRef: string,
  id: string,
): Promise<Incident> {
  const incident = await findIncident(knex, modelRef, id);
  if (!incident) {
    throw new NotFoundError(`path.id: '${modelRef}' has no incident '${id}'`);
  }
  return incident;
}
