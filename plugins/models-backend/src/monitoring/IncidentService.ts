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
import { writeRetrainingNotice } from './incidentNotices';
import { IncidentActName, findIncident, writeIncidentAct } from './incidents';
import { appendMonitoringActs } from './monitoringActs';
import { OwnerNotices } from './OwnerNotices';
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
    now: () => Date;
  };
  readonly #notices: OwnerNotices;

  constructor(options: {
    database: ModelsDatabase;
    changes: ModelChanges;
    config: ModelsConfig;
    now: () => Date;
  }) {
    this.#options = options;
    this.#notices = new OwnerNotices(options);
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

  /** Records what caused an incident; what was said before stays in the timeline. */
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
    const { modelRef } = model;
    const { knex } = this.#options.database;
    const incident = await findOrThrow(knex, modelRef, id);
    const link = retrainingLink(this.#options.config, { modelRef, incident });
    const { comment } = body;
    const asked = await this.#act(
      'retraining',
      request,
      { ...(link && { link }) },
      tx =>
        writeRetrainingNotice(tx, {
          ...{ modelRef, incident, actor, comment, link },
        }),
    );
    if (!asked.repeated) {
      await this.#notices.send(model);
    }
    return asked.incident;
  }

  async #act(
    act: IncidentActName,
    request: IncidentRequest<IncidentComment>,
    details: { cause?: string; link?: string },
    writeNotice?: (tx: Knex) => Promise<void>,
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
        const before = await findOrThrow(tx, modelRef, id);
        if (act === 'acknowledged' && before.acknowledged) {
          assertSameActor(before.acknowledged, actor);
        }
        const written = { ...details, ...actOf(request, at) };
        await writeIncidentAct(tx, id, act, written);
        await appendMonitoringActs(tx, {
          ...{ modelRef, now },
          acts: [
            {
              ...{
                about: { incidentId: id },
                action: `incident-${act}`,
                actor,
              },
              ...causesOf(before, details.cause),
              text: body.comment,
            },
          ],
        });
        await writeNotice?.(tx);
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

function actOf(
  { actor, body }: IncidentRequest<IncidentComment>,
  at: string,
): IncidentAct {
  return {
    ...{ by: actor, at },
    ...(body.comment && { comment: body.comment }),
  };
}

function causesOf(
  { cause }: Incident,
  after: string | undefined,
): { before?: string; after?: string } {
  return after === undefined
    ? {}
    : { after, ...(cause && { before: cause.cause }) };
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
