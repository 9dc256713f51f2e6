import { GovernanceRecord } from '@modelry/backstage-plugin-models-common';
import { Knex } from 'knex';
import { decidingRegistrars } from '../lifecycle/registrars';
import { roleHoldersByModel } from '../ownership/roleHolders';
import { decisionsByModel } from './decisions';
import { reviewsByModel } from './reviews';
import { waiversByModel } from './waivers';

interface WhatToRead {
  withoutComments?: boolean | 'decisions';
}

/**
 * Reads all that people did about the sign-offs of models.
 *
 * @param options - `withoutComments` leaves out what people wrote: it can be long, and no
 *   rule depends on it. With `decisions` it does so for decisions only.
 */
export async function governanceRecords(
  knex: Knex,
  modelRefs: readonly string[],
  options: WhatToRead = {},
): Promise<Map<string, GovernanceRecord>> {
  // One after the other: a transaction has only one connection.
  const { withoutComments } = options;
  const decisions = await decisionsByModel(knex, modelRefs, {
    withoutComments: Boolean(withoutComments),
  });
  const reviews = await reviewsByModel(knex, modelRefs, {
    withoutComments: withoutComments === true,
  });
  const waivers = await waiversByModel(knex, modelRefs);
  const registrars = await decidingRegistrars(knex, modelRefs);
  const roleHolders = await roleHoldersByModel(knex, modelRefs);
  return new Map(
    modelRefs.map(ref => [
      ref,
      {
        decisions: decisions.get(ref) ?? [],
        reviews: reviews.get(ref) ?? [],
        waivers: waivers.get(ref) ?? [],
        registrars: registrars.get(ref) ?? new Map(),
        roleHolders: roleHolders.get(ref) ?? new Map(),
      },
    ]),
  );
}

/** Reads all that people did about the sign-offs of one model. */
export async function governanceRecord(
  knex: Knex,
  modelRef: string,
  options: WhatToRead = {},
): Promise<GovernanceRecord> {
  const records = await governanceRecords(knex, [modelRef], options);
  return records.get(modelRef) ?? { decisions: [], reviews: [], waivers: [] };
}
