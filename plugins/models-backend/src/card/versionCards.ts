import { Knex } from 'knex';
import { TimeColumn, toIso } from '../database/columns';

interface VersionCardRow {
  model_ref: string;
  version: string;
  text: string;
  reported_at: TimeColumn;
  reported_by: string;
}

/** The card that was reported with a version. */
export interface VersionCard {
  text: string;
  /** ISO 8601 */
  reportedAt: string;
  /** Entity ref of the user or name of the machine. */
  reportedBy: string;
}

/** Finds the card that a version has of its own. */
export async function findVersionCard(
  knex: Knex,
  modelRef: string,
  version: string,
): Promise<VersionCard | undefined> {
  const row = await knex<VersionCardRow>('version_cards')
    .where({ model_ref: modelRef, version })
    .first();
  return (
    row && {
      text: row.text,
      reportedAt: toIso(row.reported_at),
      reportedBy: row.reported_by,
    }
  );
}

/** Gives a version a card of its own, in place of the one that it has. */
export async function saveVersionCard(
  knex: Knex,
  options: { modelRef: string; version: string; card: VersionCard },
): Promise<void> {
  const { modelRef, version, card } = options;
  await knex('version_cards')
    .insert({
      model_ref: modelRef,
      version,
      text: card.text,
      reported_at: new Date(card.reportedAt),
      reported_by: card.reportedBy,
    })
    .onConflict(['model_ref', 'version'])
    .merge();
}
