import { InputError } from '@backstage/errors';
import {
  OwnershipState,
  RoleAssignmentRequest,
} from '@modelry/backstage-plugin-models-common';
import { Knex } from 'knex';
import { Written } from '../changes/ModelWrites';
import { LockedModel } from '../database/ModelsDatabase';
import { waitingOf } from '../governance/board/waitingSignOffs';
import { appendLedgerEntry } from '../governance/ledgerEntries';
import {
  OwnershipCall,
  OwnershipContext,
  OwnershipService,
} from './OwnershipService';
import { OwnershipNotices } from './OwnershipNotices';
import { readRoles, saveRoleHolders } from './roleHolders';

/** Records who answers for a model in which role. */
export class RoleService {
  readonly #options: OwnershipContext & { ownership: OwnershipService };
  readonly #notices: OwnershipNotices;

  constructor(options: OwnershipContext & { ownership: OwnershipService }) {
    this.#options = options;
    this.#notices = new OwnershipNotices(options);
  }

  /**
   * Names all who hold a role from now on.
   *
   * @throws `InputError` for a role that is not configured and for people whom the
   *   catalog does not know.
   */
  async assign(
    call: OwnershipCall<RoleAssignmentRequest>,
  ): Promise<{ changed: boolean; ownership: OwnershipState }> {
    const { model, request, actor, credentials, idempotencyKey } = call;
    const { writes, ownership } = this.#options;
    const { answer, done } = await writes.run(
      {
        ...{ model, actor, idempotencyKey },
        operation: 'assign-role',
        content: request,
        assertPossible: () => this.#assertPossible(call),
      },
      (tx, locked, now) => this.#write(tx, locked, call, now),
    );
    const { changed, added } = answer;
    if (done) {
      await this.#tellNamed(call, added);
    }
    return {
      changed,
      ownership: await ownership.state({ model, credentials }),
    };
  }

  async #write(
    tx: Knex.Transaction,
    locked: LockedModel,
    call: OwnershipCall<RoleAssignmentRequest>,
    now: Date,
  ): Promise<Written<{ changed: boolean; added: string[] }>> {
    const { request, actor } = call;
    const { modelRef } = locked;
    const people = [...new Set(request.people)].sort();
    const roles = await readRoles(
      tx,
      modelRef,
      this.#options.config.ownership.roles,
    );
    const before =
      roles
        .find(({ id }) => id === request.role)
        ?.people.map(({ person }) => person) ?? [];
    if (before.join() === people.join()) {
      return { answer: { changed: false, added: [] }, happened: [] };
    }
    const { role, reason } = request;
    await saveRoleHolders(tx, { modelRef, role, people, actor, now });
    await appendLedgerEntry(tx, {
      model: locked,
      act: {
        modelRef,
        recordedAt: now.toISOString(),
        actor,
        action: 'role-assigned',
        body: { role, people, before, ...(reason && { reason }) },
      },
    });
    return {
      answer: {
        changed: true,
        added: people.filter(person => !before.includes(person)),
      },
      happened: [{ feature: 'ownership', action: 'role-assigned' }],
    };
  }

  async #tellNamed(
    { model, request, actor }: OwnershipCall<RoleAssignmentRequest>,
    added: readonly string[],
  ): Promise<void> {
    const { database, config } = this.#options;
    const role = config.ownership.roles.find(({ id }) => id === request.role);
    for (const person of added) {
      await this.#notices.named({
        ...{ model, person, actor, reason: request.reason },
        role: role?.title ?? request.role,
        waiting: await waitingOf(database.knex, model.modelRef, person),
      });
    }
  }

  async #assertPossible(
    call: OwnershipCall<RoleAssignmentRequest>,
  ): Promise<void> {
    const { role, people } = call.request;
    const known = this.#options.config.ownership.roles.map(({ id }) => id);
    if (!known.includes(role)) {
      throw new InputError(
        `body.role: there is no role '${role}'; it can be ${
          known.join(', ') || 'none: models.ownership.roles is empty'
        }`,
      );
    }
    const visible = await this.#options.owners.findVisible(
      people,
      call.credentials,
    );
    const missing = people.filter(person => !visible.has(person));
    if (missing.length > 0) {
      throw new InputError(
        `body.people: ${missing.join(
          ', ',
        )} is not in the catalog, or you may not see it`,
      );
    }
  }
}
