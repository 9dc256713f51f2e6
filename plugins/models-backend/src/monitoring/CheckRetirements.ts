import { ConflictError, NotFoundError } from '@backstage/errors';
import {
  CheckRetirementRequest,
  RetiredCheck,
} from '@modelry/backstage-plugin-models-common';
import { Knex } from 'knex';
import { ModelChanges } from '../changes/ModelChanges';
import { ModelsDatabase } from '../database/ModelsDatabase';
import { VisibleModel } from '../kind/toVisibleModel';
import { StoredCheck, findCheck, updateChecks } from './checks';
import { endIncidents } from './endIncidents';
import { refreshMonitoring } from './modelBadness';
import { appendMonitoringActs } from './monitoringActs';
import { OwnerNotices } from './OwnerNotices';
import { retireCheck, toRetiredCheck } from './retiredChecks';

/** Records that checks are no longer run. */
export class CheckRetirements {
  readonly #options: {
    database: ModelsDatabase;
    changes: ModelChanges;
    now: () => Date;
  };
  readonly #notices: OwnerNotices;

  constructor(options: {
    database: ModelsDatabase;
    changes: ModelChanges;
    now: () => Date;
  }) {
    this.#options = options;
    this.#notices = new OwnerNotices(options);
  }

  /**
   * Records that a check is no longer run: it counts no more, and its incident ends.
   *
   * @throws `NotFoundError` when the model has no such check, and `ConflictError` when it
   *   was retired before.
   */
  async retire(request: {
    model: VisibleModel;
    body: CheckRetirementRequest;
    /** Entity ref of the user or name of the machine. */
    actor: string;
    idempotencyKey?: string;
  }): Promise<RetiredCheck> {
    const { model, body, actor, idempotencyKey } = request;
    const { modelRef } = model;
    const { database, changes } = this.#options;
    const { result, repeated } = await database.writeModelOnce(
      {
        ...{ modelRef, actor, idempotencyKey, content: body },
        operation: 'retire-check',
      },
      async (tx, { now }) =>
        recordRetirement(tx, { modelRef, body, actor, now }),
    );
    const { check, hasNews, at } = result;
    if (!repeated) {
      await changes.announce({
        ...{ modelRef, feature: 'monitoring', action: 'check-retired' },
        ...{ actor, at },
      });
      if (hasNews) {
        await this.#notices.send(model);
      }
    }
    return check;
  }
}

async function recordRetirement(
  tx: Knex,
  options: {
    modelRef: string;
    body: CheckRetirementRequest;
    actor: string;
    now: Date;
  },
): Promise<{ check: RetiredCheck; hasNews: boolean; at: string }> {
  const { modelRef, body, actor, now } = options;
  const { reason } = body;
  const known = await findRunOrThrow(tx, modelRef, body);
  const at = now.toISOString();
  const check = retireCheck(known, { by: actor, at, reason });
  await updateChecks(tx, [check]);
  const told = await endIncidents(tx, {
    ...{ modelRef, check, now, endedAt: check.countsAfter },
    because: { retiredBy: actor, reason },
  });
  await appendMonitoringActs(tx, {
    ...{ modelRef, now },
    acts: [
      {
        ...{ about: { checkId: check.id }, actor, text: reason },
        action: 'check-retired',
      },
    ],
  });
  await refreshMonitoring(tx, { modelRefs: [modelRef], now });
  return { check: toRetiredCheck(check), hasNews: told.length > 0, at };
}

async function findRunOrThrow(
  knex: Knex,
  modelRef: string,
  named: Pick<CheckRetirementRequest, 'check' | 'environment'>,
): Promise<StoredCheck> {
  const { check: name, environment } = named;
  const place = environment ? `in '${environment}'` : 'of the model as such';
  const check = await findCheck(knex, modelRef, named);
  if (!check) {
    throw new NotFoundError(
      `body.check: '${modelRef}' has no check '${name}' ${place}; name one of its checks, with its environment`,
    );
  }
  if (check.retired) {
    const { by, at } = check.retired;
    throw new ConflictError(
      `The check '${name}' ${place} was retired by '${by}' at ${at}; a new result brings it back`,
    );
  }
  return check;
}
