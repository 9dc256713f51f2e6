import { InputError, NotAllowedError } from '@backstage/errors';
import {
  DecidingPerson,
  EffectiveRequirement,
  GovernanceRecord,
  LedgerAct,
  Lifecycle,
  RoleHolders,
  Waiver,
  WaiverRequest,
  changedFacts,
  entitledThrough,
  modelFacts,
  reasonsNotToWaive,
} from '@modelry/backstage-plugin-models-common';
import { randomUUID } from 'node:crypto';
import { Knex } from 'knex';
import { LockedModel } from '../database/ModelsDatabase';
import { VisibleModel } from '../kind/ModelAccess';
import { StoredVersion, findReportedVersion } from '../lifecycle/versions';
import { factsInLedger } from './facts';
import { appendLedgerEntry } from './ledgerEntries';
import { governanceRecord } from './record';
import { requirementInLedger } from './requirements';
import { Parties, partiesInLedger, partiesToWaiver } from './separatedDuties';
import { insertWaiver } from './waivers';

/** A person who sets a requirement of a model aside. */
export interface WaiverAct {
  model: VisibleModel;
  lifecycle: Lifecycle;
  request: WaiverRequest;
  until: Date;
  person: DecidingPerson;
  requirement: EffectiveRequirement;
  now: Date;
}

/**
 * Appends a waiver to the ledger and to its projection, unless the same person granted
 * the very same before.
 *
 * @throws `InputError` when the version does not exist, and `NotAllowedError` with every
 *   reason why the person may not waive.
 */
export async function recordWaiver(
  tx: Knex.Transaction,
  locked: LockedModel,
  act: WaiverAct,
): Promise<{ waiver: Waiver; recorded: boolean }> {
  const { model, request } = act;
  const version = request.version
    ? await findReportedVersion(tx, locked.modelRef, request.version)
    : undefined;
  if (request.version && !version) {
    throw new InputError(
      `body.version: '${locked.modelRef}' has no version '${request.version}'; report it first, or leave it out to waive for all versions`,
    );
  }
  const record = await governanceRecord(tx, locked.modelRef, {
    withoutComments: true,
  });
  const parties = await partiesToWaiver(tx, {
    ...{ modelRef: locked.modelRef, version: request.version },
    ...{ lifecycle: act.lifecycle, requirement: act.requirement },
    reviews: record.reviews,
  });
  const { roleHolders } = record;
  const { owner } = model;
  const reasons = reasonsNotToWaive({
    ...{ ...act, ...parties, owner, roleHolders },
  });
  if (reasons.length > 0) {
    throw new NotAllowedError(reasons.join('. '));
  }
  const earlier = findEarlier(act, record);
  return earlier
    ? { waiver: earlier, recorded: false }
    : {
        waiver: await append(tx, locked, {
          ...{ ...act, version, roleHolders, parties },
        }),
        recorded: true,
      };
}

function findEarlier(
  act: WaiverAct,
  record: GovernanceRecord,
): Waiver | undefined {
  const { model, request, until, person, requirement } = act;
  return record.waivers.find(
    waiver =>
      !waiver.revoked &&
      waiver.grantedBy === person.userEntityRef &&
      waiver.requirement === requirement.id &&
      waiver.stage === requirement.stage &&
      waiver.requirementDigest === requirement.digest &&
      waiver.version === request.version &&
      waiver.reason === request.reason &&
      changedFacts(waiver.facts, modelFacts(model.entity)).length === 0 &&
      waiver.until === until.toISOString() &&
      !mayBeSetAside(waiver, record),
  );
}

// A new review after a rejection takes no waiver over: one that is granted anew is no
// repetition.
function mayBeSetAside(waiver: Waiver, record: GovernanceRecord): boolean {
  return (
    record.reviews.some(({ sequence }) => sequence > waiver.sequence) &&
    record.decisions.some(
      ({ decision, requirement, stage }) =>
        decision === 'rejected' &&
        requirement === waiver.requirement &&
        stage === waiver.stage,
    )
  );
}

interface AllowedAct extends WaiverAct {
  version: StoredVersion | undefined;
  roleHolders: RoleHolders | undefined;
  parties: Parties;
}

function toBody(act: AllowedAct, id: string): LedgerAct['body'] {
  const { model, request, until, person, requirement, version, parties } = act;
  return {
    id,
    ...requirementInLedger(requirement),
    ...(version && { version: version.version }),
    ...(version?.digest && { versionDigest: version.digest }),
    reason: request.reason,
    until: until.toISOString(),
    facts: factsInLedger(modelFacts(model.entity)),
    parties: partiesInLedger({
      ...{ owner: model.owner, requirement, parties },
      entitledThrough: entitledThrough(
        { ...requirement, ...act, named: requirement.waivableBy },
        person.memberOf,
      ),
    }),
  };
}

async function append(
  tx: Knex.Transaction,
  locked: LockedModel,
  act: AllowedAct,
): Promise<Waiver> {
  const { model, request, until, person, requirement, now, version } = act;
  const id = randomUUID();
  const entry = await appendLedgerEntry(tx, {
    model: locked,
    act: {
      modelRef: locked.modelRef,
      recordedAt: now.toISOString(),
      actor: person.userEntityRef,
      action: 'waiver-granted',
      body: toBody(act, id),
    },
  });
  const waiver: Waiver = {
    id,
    requirement: requirement.id,
    requirementDigest: requirement.digest,
    stage: requirement.stage,
    ...(version && { version: version.version }),
    facts: modelFacts(model.entity),
    reason: request.reason,
    until: until.toISOString(),
    grantedBy: person.userEntityRef,
    grantedAt: entry.recordedAt,
    sequence: entry.sequence,
  };
  await insertWaiver(tx, locked.modelRef, waiver);
  return waiver;
}
