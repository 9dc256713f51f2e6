import { GovernanceRecord } from '@modelry/backstage-plugin-models-common';
import { Knex } from 'knex';
import { decidingRegistrars } from '../lifecycle/versions';
import { roleHoldersByModel } from '../ownership/roleHolders';
import { decisionsByModel } from './decisions';
import { reviewsByModel } from './reviews';
import { waiversByModel } from './waivers';

/**
 * Reads all that people did about the sign-offs of models.
 *
 * @param options - `withoutComments` leaves out what people wrote: lists of many models do
 *   not show it, and it can be long.
 */
export async function governanceRecords(
  knex: Knex,
  modelRefs: readonly string[],
  options: { withoutComments?: boolean } = {},
): Promise<Map<string, GovernanceRecord>> {
  // One after the other: a transaction has only one connection.
  const decisions = await decisionsByModel(knex, modelRefs, options);
  const reviews = await reviewsByModel(knex, modelRefs, options);
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
): Promise<GovernanceRecord> {
  const records = await governanceRecords(knex, [modelRef]);
  return records.get(modelRef) ?? { decisions: [], reviews: [], waivers: [] };
}
