import { InputError } from '@backstage/errors';
import { EndOfLife } from '@modelry/backstage-plugin-models-common';
import { Knex } from 'knex';
import { TimeColumn, toIso } from '../database/columns';
import { LockedModel } from '../database/ModelsDatabase';
import { appendLedgerEntry } from '../governance/ledgerEntries';

interface EndOfLifeRow {
  model_ref: string;
  on_day: string;
  reason: string;
  set_by: string;
  set_at: TimeColumn;
}

function toEndOfLife(row: EndOfLifeRow): EndOfLife {
  return {
    date: row.on_day,
    reason: row.reason,
    setBy: row.set_by,
    setAt: toIso(row.set_at),
  };
}

/** When the models reach their end of life, for those of which that is set. */
export async function endOfLifeByModel(
  knex: Knex,
  modelRefs: readonly string[],
): Promise<Map<string, EndOfLife>> {
  const rows = await knex<EndOfLifeRow>('end_of_life').whereIn('model_ref', [
    ...modelRefs,
  ]);
  return new Map(rows.map(row => [row.model_ref, toEndOfLife(row)]));
}

export async function findEndOfLife(
  knex: Knex,
  modelRef: string,
): Promise<EndOfLife | undefined> {
  return (await endOfLifeByModel(knex, [modelRef])).get(modelRef);
}

/**
 * Sets the end of life of a model, unless it is set so already.
 *
 * @param act - `field` is where the date stands in the request.
 * @throws `InputError` for a day that is over.
 */
export async function setEndOfLife(
  tx: Knex.Transaction,
  locked: LockedModel,
  act: {
    date: string;
    reason: string;
    actor: string;
    field: string;
    now: Date;
  },
): Promise<{ endOfLife: EndOfLife; changed: boolean }> {
  const { modelRef } = locked;
  const { date, reason, actor, field, now } = act;
  const known = await findEndOfLife(tx, modelRef);
  if (known?.date === date && known.reason === reason) {
    return { endOfLife: known, changed: false };
  }
  if (date < now.toISOString().slice(0, 10)) {
    throw new InputError(
      `${field}: ${date} is over; name today or a day that is to come`,
    );
  }
  await appendLedgerEntry(tx, {
    model: locked,
    act: {
      ...{ modelRef, recordedAt: now.toISOString(), actor },
      action: 'end-of-life-set',
      body: { date, reason, ...(known && { before: known.date }) },
    },
  });
  const endOfLife = { date, reason, setBy: actor, setAt: now.toISOString() };
  await tx('end_of_life')
    .insert({
      model_ref: modelRef,
      on_day: date,
      reason,
      set_by: actor,
      set_at: now,
    })
    .onConflict('model_ref')
    .merge();
  return { endOfLife, changed: true };
}

/** Takes the end of life of a model back; answers the one that was set, if one was. */
export async function clearEndOfLife(
  tx: Knex.Transaction,
  locked: LockedModel,
  act: { reason: string; actor: string; now: Date },
): Promise<EndOfLife | undefined> {
  const { modelRef } = locked;
  const { reason, actor, now } = act;
  const known = await findEndOfLife(tx, modelRef);
  if (known) {
    await appendLedgerEntry(tx, {
      model: locked,
      act: {
        ...{ modelRef, recordedAt: now.toISOString(), actor },
        action: 'end-of-life-cleared',
        body: { date: known.date, reason },
      },
    });
    await tx('end_of_life').where({ model_ref: modelRef }).delete();
  }
  return known;
}
