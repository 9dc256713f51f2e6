import {
  EffectiveRequirement,
  LedgerParties,
  Lifecycle,
  OtherDuties,
  Review,
  isEnded,
  reviewsCovering,
} from '@modelry/backstage-plugin-models-common';
import { Knex } from 'knex';
import { VisibleModel } from '../kind/ModelAccess';
import { registrarsInUse } from '../lifecycle/registrars';
import { findVersion, findVersions } from '../lifecycle/versions';

/** Those who had a hand in what is decided or waived. */
export interface Parties {
  /** Who registered the version in question, if it is about one. */
  registeredBy?: string;
  /** Who registered any version in use. */
  registrars: readonly string[];
  reviews: readonly Review[];
}

/**
 * What a ledger entry says of who had which duty at that moment, and through which group,
 * user or role of the policy somebody was entitled: owners and members change, and what
 * separation of duties asked for must be seen from the ledger alone.
 */
export function partiesInLedger(options: {
  owner: string | undefined;
  entitledThrough: string | undefined;
  requirement: EffectiveRequirement;
  parties: Parties;
}): LedgerParties {
  const { owner, entitledThrough, requirement, parties } = options;
  const { registeredBy, registrars, reviews } = parties;
  const ofAll = requirement.scope === 'model' || registeredBy === undefined;
  return {
    ...(entitledThrough && { entitledThrough }),
    ...(owner && { owner }),
    registeredBy: sorted([registeredBy ?? [], ofAll ? registrars : []].flat()),
    reviewsOpenedBy: sorted(reviews.map(({ openedBy }) => openedBy)),
  };
}

function sorted(refs: readonly string[]): string[] {
  return [...new Set(refs)].sort();
}

/** Finds who has another duty about a version, and may not sign it off for that. */
export async function otherDutiesOf(
  knex: Knex,
  options: {
    model: Pick<VisibleModel, 'modelRef' | 'owner'>;
    lifecycle: Lifecycle;
    registeredBy: string | undefined;
  },
): Promise<OtherDuties> {
  const { model, lifecycle, registeredBy } = options;
  const { modelRef, owner } = model;
  const registrars = await registrarsInUse(knex, modelRef, lifecycle);
  return { owner, registeredBy, registrars };
}

/**
 * Finds who may not waive a requirement because they had a hand in what it is about:
 * in the one version, or in any version in use when the waiver is for all.
 */
export async function partiesToWaiver(
  knex: Knex,
  options: {
    modelRef: string;
    lifecycle: Lifecycle;
    requirement: EffectiveRequirement;
    version: string | undefined;
    reviews: readonly Review[];
  },
): Promise<Parties> {
  const { modelRef, lifecycle, requirement, version, reviews } = options;
  if (version !== undefined) {
    const known = await findVersion(knex, modelRef, version);
    return {
      registeredBy: known?.registeredBy,
      registrars: [],
      reviews: reviewsCovering(options),
    };
  }
  const reviewed = [...new Set(reviews.map(review => review.version))];
  const inUse = (await findVersions(knex, modelRef, reviewed)).filter(
    ({ stage }) => !isEnded(lifecycle, stage),
  );
  return {
    registrars: await registrarsInUse(knex, modelRef, lifecycle),
    reviews: inUse.flatMap(one =>
      reviewsCovering({
        ...{ lifecycle, requirement, reviews },
        version: one.version,
      }),
    ),
  };
}
