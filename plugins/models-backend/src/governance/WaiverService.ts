import { BackstageCredentials } from '@backstage/backend-plugin-api';
import {
  ConflictError,
  InputError,
  NotAllowedError,
  NotFoundError,
} from '@backstage/errors';
import {
  DecidingPerson,
  EffectiveRequirement,
  LedgerAct,
  ModelsConfig,
  RoleHolders,
  Waiver,
  WaiverRequest,
  entitledThrough,
} from '@modelry/backstage-plugin-models-common';
import { Knex } from 'knex';
import { ModelWrites } from '../changes/ModelWrites';
import { LockedModel } from '../database/ModelsDatabase';
import { VisibleModel } from '../kind/ModelAccess';
import { appendLedgerEntry } from './ledgerEntries';
import { PersonDirectory } from './PersonDirectory';
import { governanceRecord } from './record';
import { recordWaiver } from './recordWaiver';
import {
  findRequirement,
  policiesInLedger,
  requirementsOf,
} from './requirements';
import { settleReviews } from './settleReviews';
import { findWaiver, markRevoked } from './waivers';

/** A year, and a day for leap years. */
const LONGEST_WAIVER_MS = 366 * 24 * 60 * 60 * 1000;

/** Sets requirements aside for a while, and ends that. */
export class WaiverService {
  readonly #options: {
    writes: ModelWrites;
    people: PersonDirectory;
    config: ModelsConfig;
  };

  constructor(options: {
    writes: ModelWrites;
    people: PersonDirectory;
    config: ModelsConfig;
  }) {
    this.#options = options;
  }

  /**
   * Sets a requirement aside until a time.
   *
   * @throws `InputError` for a requirement, version or time that will not do,
   *   `NotAllowedError` with every reason why the person may not, and `ConflictError`
   *   when the requirement is not the one the person saw.
   */
  async grant(options: {
    model: VisibleModel;
    request: WaiverRequest;
    credentials: BackstageCredentials;
    idempotencyKey?: string;
  }): Promise<Waiver> {
    const { model, request, credentials, idempotencyKey } = options;
    const { writes, config } = this.#options;
    const person = await this.#person(credentials);
    const actor = person.userEntityRef;
    const { answer } = await writes.run(
      {
        ...{
          model,
          actor,
          idempotencyKey,
          content: request,
        },
        operation: 'grant-waiver',
      },
      async (tx, locked, now) => {
        const { lifecycle } = config;
        const requirement = findRequirement(config, model, request);
        const until = readEnd(request.until, now);
        const given = { model, lifecycle, request, until };
        const act = { ...given, person, requirement, now };
        const { waiver, recorded } = await recordWaiver(tx, locked, act);
        return {
          answer: waiver,
          happened: recorded
            ? [
                { feature: 'governance', action: 'waiver-granted' },
                ...(await settleReviews(tx, locked, {
                  ...{ model, config, actor, now },
                })),
              ]
            : [],
        };
      },
    );
    return answer;
  }

  /**
   * Ends a waiver before its time.
   *
   * @throws `NotFoundError` when the model has no such waiver, `NotAllowedError` when the
   *   person neither granted it nor could, and `ConflictError` when it has ended.
   */
  async revoke(options: {
    model: VisibleModel;
    id: string;
    reason: string;
    credentials: BackstageCredentials;
    idempotencyKey?: string;
  }): Promise<Waiver> {
    const { model, id, reason, credentials, idempotencyKey } = options;
    const { writes, config } = this.#options;
    const person = await this.#person(credentials);
    const actor = person.userEntityRef;
    const { answer } = await writes.run(
      {
        ...{
          model,
          actor,
          idempotencyKey,
          content: { id, reason },
        },
        operation: 'revoke-waiver',
      },
      async (tx, locked, now) => {
        const waiver = await findWaiver(tx, model.modelRef, id);
        if (!waiver) {
          throw new NotFoundError(`'${model.modelRef}' has no waiver '${id}'`);
        }
        const { roleHolders } = await governanceRecord(tx, model.modelRef);
        const requirement = requirementsOf(config, model).find(
          r => r.id === waiver.requirement && r.stage === waiver.stage,
        );
        assertMayRevoke({ requirement, waiver, person, roleHolders });
        if (waiver.revoked?.by === actor && waiver.revoked.reason === reason) {
          return { answer: waiver, happened: [] };
        }
        assertStands(waiver, now);
        return {
          answer: await revoke(tx, locked, {
            ...{ waiver, requirement, actor, reason, now },
          }),
          happened: [{ feature: 'governance', action: 'waiver-revoked' }],
        };
      },
    );
    return answer;
  }

  async #person(credentials: BackstageCredentials): Promise<DecidingPerson> {
    const person = await this.#options.people.findPerson(credentials);
    if (!person) {
      throw new NotAllowedError('Only people can waive, not machines');
    }
    return person;
  }
}

function readEnd(until: string, now: Date): Date {
  const end = new Date(until);
  if (end.getTime() <= now.getTime()) {
    throw new InputError(
      `body.until: ${until} is past; name a time in the future`,
    );
  }
  if (end.getTime() - now.getTime() > LONGEST_WAIVER_MS) {
    throw new InputError(
      `body.until: ${until} is too far away; a waiver lasts at most a year`,
    );
  }
  return end;
}

function assertMayRevoke(options: {
  requirement: EffectiveRequirement | undefined;
  waiver: Waiver;
  person: DecidingPerson;
  roleHolders: RoleHolders | undefined;
}): void {
  const { requirement, waiver, person, roleHolders } = options;
  // What is not asked for any more may be tidied up by everybody with the permission.
  const entitled =
    !requirement ||
    waiver.grantedBy === person.userEntityRef ||
    entitledThrough(
      {
        named: requirement.waivableBy,
        roleHolders,
        separationOfDuties: requirement.separationOfDuties,
      },
      person.memberOf,
    ) !== undefined;
  if (!entitled) {
    throw new NotAllowedError(
      `Only ${[waiver.grantedBy, ...requirement.waivableBy].join(
        ' or ',
      )} can revoke this waiver, and you are not one of them`,
    );
  }
}

function assertStands({ revoked, until }: Waiver, now: Date): void {
  if (revoked) {
    throw new ConflictError(
      `The waiver was revoked already, by ${revoked.by} on ${revoked.at}`,
    );
  }
  if (Date.parse(until) <= now.getTime()) {
    throw new ConflictError(`The waiver ended by itself on ${until}`);
  }
}

async function revoke(
  tx: Knex.Transaction,
  locked: LockedModel,
  options: {
    waiver: Waiver;
    requirement: EffectiveRequirement | undefined;
    actor: string;
    reason: string;
    now: Date;
  },
): Promise<Waiver> {
  const { waiver, requirement, actor, reason, now } = options;
  const body: LedgerAct['body'] = {
    waiverId: waiver.id,
    requirement: waiver.requirement,
    requirementDigest: waiver.requirementDigest,
    stage: waiver.stage,
    ...(waiver.version && { version: waiver.version }),
    reason,
    policies: policiesInLedger(requirement ? [requirement] : []),
  };
  const entry = await appendLedgerEntry(tx, {
    model: locked,
    act: {
      modelRef: locked.modelRef,
      recordedAt: now.toISOString(),
      actor,
      action: 'waiver-revoked',
      body,
    },
  });
  const revoked = { by: actor, at: entry.recordedAt, reason };
  await markRevoked(tx, waiver.id, revoked);
  return { ...waiver, revoked };
}
