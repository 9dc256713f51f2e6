import { ConflictError } from '@backstage/errors';
import { VersionReport } from '@modelry/backstage-plugin-models-common';
import { Knex } from 'knex';
import { LockedModel } from '../database/ModelsDatabase';
import { findVersionCard, saveVersionCard } from './versionCards';

/**
 * Records the card that a report brings for its version.
 *
 * @param options - `isDecided` says whether somebody has decided about the version.
 * @returns whether it is another one than was known.
 * @throws `ConflictError` when the version was decided about with another card.
 */
export async function recordVersionCard(
  tx: Knex.Transaction,
  locked: LockedModel,
  options: {
    report: VersionReport;
    actor: string;
    now: Date;
    isDecided: boolean;
  },
): Promise<boolean> {
  const { modelRef } = locked;
  const { version, card: text } = options.report;
  if (text === undefined) {
    return false;
  }
  const known = await findVersionCard(tx, modelRef, version);
  if (known?.text === text) {
    return false;
  }
  // It states results and limits: what was signed off must stay what people read.
  if (options.isDecided) {
    throw new ConflictError(
      `body.card: version '${version}' was decided about and keeps the card that it had then; report another version, or say it in the card that the entity names`,
    );
  }
  const card = {
    text,
    reportedAt: options.now.toISOString(),
    reportedBy: options.actor,
  };
  await saveVersionCard(tx, { modelRef, version, card });
  return true;
}
