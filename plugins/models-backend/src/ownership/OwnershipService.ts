import { BackstageCredentials } from '@backstage/backend-plugin-api';
import { ANNOTATION_SOURCE_LOCATION } from '@backstage/catalog-model';
import { InputError, NotAllowedError } from '@backstage/errors';
import {
  ModelsConfig,
  OwnerAssignmentRequest,
  OwnerRefusalRequest,
  OwnerReversionRequest,
  OwnershipState,
  modelsOwnerAssignPermission,
  modelsOwnerDeclinePermission,
} from '@modelry/backstage-plugin-models-common';
import { Knex } from 'knex';
import { ModelChanges } from '../changes/ModelChanges';
import { ModelWrites } from '../changes/ModelWrites';
import { LockedModel, ModelsDatabase } from '../database/ModelsDatabase';
import { PersonDirectory } from '../governance/PersonDirectory';
import { ModelAccess, VisibleModel } from '../kind/ModelAccess';
import { OwnerDirectory } from './OwnerDirectory';
import { OwnershipNotices } from './OwnershipNotices';
import { findOwnershipAct, toAssignment } from './ownershipActs';
import { recordedOwners } from './overlays';
import { recordOwnerChange, recordRefusal } from './recordOwnership';
import { OwnershipChange } from './foreseeOwnerChanges';
import { readRoles } from './roleHolders';

/** What the services about ownership need. */
export interface OwnershipContext {
  database: ModelsDatabase;
  access: ModelAccess;
  people: PersonDirectory;
  owners: OwnerDirectory;
  changes: ModelChanges;
  writes: ModelWrites;
  config: ModelsConfig;
  now: () => Date;
}

/** A request about the owner of one model. */
export interface OwnershipCall<T> {
  model: VisibleModel;
  request: T;
  actor: string;
  credentials: BackstageCredentials;
  idempotencyKey?: string;
}

type Answer = { changed: boolean; ownership: OwnershipState };

/** Records who owns a model, and says who may change that. */
export class OwnershipService {
  readonly #options: OwnershipContext;
  readonly #notices: OwnershipNotices;

  constructor(options: OwnershipContext) {
    this.#options = options;
    this.#notices = new OwnershipNotices(options);
  }

  /**
   * Gives a model an owner.
   *
   * @throws `InputError` when the catalog does not know the owner, `ConflictError` when
   *   somebody else owns the model than the caller expects, and `NotAllowedError` where
   *   owners are kept in YAML.
   */
  async assign(call: OwnershipCall<OwnerAssignmentRequest>): Promise<Answer> {
    this.assertKeptInRecord(call.model);
    const change = await this.#write(
      {
        ...call,
        assertPossible: () =>
          this.assertOwnerExists(call.request.owner, call.credentials),
      },
      'owner-assigned',
      (tx, locked, now) =>
        recordOwnerChange(tx, locked, { ...call, ...call.request, now }),
    );
    return this.#answer(call, change);
  }

  /** Goes back to the owner that the entity declares; throws as `assign` does. */
  async revert(call: OwnershipCall<OwnerReversionRequest>): Promise<Answer> {
    this.assertKeptInRecord(call.model);
    const change = await this.#write(
      call,
      'owner-reverted',
      (tx, locked, now) =>
        recordOwnerChange(tx, locked, { ...call, ...call.request, now }),
    );
    return this.#answer(call, change);
  }

  /**
   * Gives a model back that was assigned to the person or one of their groups.
   *
   * @throws `NotAllowedError` when it was not, and `ConflictError` when nobody assigned it.
   */
  async decline(call: OwnershipCall<OwnerRefusalRequest>): Promise<Answer> {
    const { model, request, actor, credentials } = call;
    this.assertKeptInRecord(model);
    const person = await this.#options.people.findPerson(credentials);
    if (!person) {
      throw new NotAllowedError('Only people can decline, not machines');
    }
    const { memberOf } = person;
    const change = await this.#write(
      call,
      'owner-declined',
      (tx, locked, now) =>
        recordRefusal(tx, locked, { ...call, ...request, memberOf, now }),
    );
    if (change.isNew) {
      const { assignedBy } = change;
      await this.#notices.declined({
        done: { ...change, model },
        actor,
        assignedBy,
        reason: request.reason,
      });
    }
    return {
      changed: change.changed,
      ownership: await this.state({ model, credentials }),
    };
  }

  /** Who answers for a model, and what the caller may do about it. */
  async state(options: {
    model: VisibleModel;
    credentials: BackstageCredentials;
  }): Promise<OwnershipState> {
    const { model, credentials } = options;
    const { modelRef, declaredOwner: declared } = model;
    const { database, config } = this.#options;
    const kept = config.ownership.assignment;
    const recorded =
      kept === 'record'
        ? (await recordedOwners(database.knex, [modelRef])).get(modelRef)
        : undefined;
    const act =
      recorded &&
      (await findOwnershipAct(database.knex, modelRef, recorded.sequence));
    const assignment = act && toAssignment(act);
    const owner = recorded?.owner ?? declared;
    return {
      ...(owner && { owner }),
      source: declaredSource(Boolean(recorded), declared),
      ...(declared && { declared }),
      ...(assignment && { assignment }),
      kept,
      roles: await readRoles(database.knex, modelRef, config.ownership.roles),
      viewer: await this.#viewer(model, recorded?.owner, credentials),
    };
  }

  /** @throws `NotAllowedError` where owners are kept in YAML only. */
  assertKeptInRecord(model?: VisibleModel): void {
    if (this.#options.config.ownership.assignment === 'yaml') {
      const source =
        model?.entity.metadata.annotations?.[ANNOTATION_SOURCE_LOCATION];
      throw new NotAllowedError(
        `Owners are kept in YAML here (models.ownership.assignment); change spec.owner in ${
          source ?? 'the file of the model'
        }`,
      );
    }
  }

  /** @throws `InputError` when the catalog does not show this owner to the caller. */
  async assertOwnerExists(
    owner: string,
    credentials: BackstageCredentials,
  ): Promise<void> {
    const visible = await this.#options.owners.findVisible(
      [owner],
      credentials,
    );
    if (!visible.has(owner)) {
      throw new InputError(
        `body.owner: '${owner}' is not in the catalog, or you may not see it; choose a group or user that is`,
      );
    }
  }

  async #answer<T extends { owner?: string; reason?: string }>(
    call: OwnershipCall<T>,
    change: OwnershipChange & { isNew: boolean },
  ): Promise<Answer> {
    const { model, actor, credentials, request } = call;
    if (change.isNew) {
      const { owner, reason } = request;
      await this.#notices.changedHands({
        done: [{ ...change, model }],
        actor,
        reason,
        isBack: !owner,
      });
    }
    return {
      changed: change.changed,
      ownership: await this.state({ model, credentials }),
    };
  }

  async #write<T extends object, C extends OwnershipChange>(
    call: OwnershipCall<T> & { assertPossible?: () => Promise<void> },
    action: string,
    write: (tx: Knex.Transaction, locked: LockedModel, now: Date) => Promise<C>,
  ): Promise<C & { isNew: boolean }> {
    const { model, request, actor, idempotencyKey, assertPossible } = call;
    const { answer, done } = await this.#options.writes.run(
      {
        ...{ model, actor, idempotencyKey, assertPossible },
        operation: action,
        content: request,
      },
      async (tx, locked, now) => {
        const change = await write(tx, locked, now);
        return {
          answer: change,
          happened: change.changed ? [{ feature: 'ownership', action }] : [],
        };
      },
    );
    return { ...answer, isNew: done };
  }

  async #viewer(
    { modelRef }: VisibleModel,
    assignedTo: string | undefined,
    credentials: BackstageCredentials,
  ): Promise<OwnershipState['viewer']> {
    const { access, people, config } = this.#options;
    const may = (permission: string) =>
      access.may({ modelRef, permission, credentials });
    const permitted = await may(modelsOwnerAssignPermission.name);
    const reasons = [
      ...(config.ownership.assignment === 'yaml'
        ? ['Owners are kept in YAML here']
        : []),
      ...(permitted
        ? []
        : [
            `You lack the permission '${modelsOwnerAssignPermission.name}' on this model`,
          ]),
    ];
    const person = assignedTo && (await people.findPerson(credentials));
    return {
      mayAssign: reasons.length === 0,
      reasons,
      mayAssignRoles: permitted,
      mayDecline: Boolean(
        assignedTo &&
          person &&
          person.memberOf.has(assignedTo) &&
          (await may(modelsOwnerDeclinePermission.name)),
      ),
    };
  }
}

function declaredSource(
  isAssigned: boolean,
  declared: string | undefined,
): OwnershipState['source'] {
  if (isAssigned) {
    return 'assigned';
  }
  return declared ? 'declared' : 'nobody';
}
