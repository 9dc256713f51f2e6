import {
  checkResultSchema,
  describeFinding,
} from '@modelry/backstage-plugin-models-common';
import { Knex } from 'knex';
import { TimeColumn, withoutNulls } from '../database/columns';
import { checksById } from './checksById';
import { PlainItem, TimelineSource, readTable } from './timelineSource';

interface IncidentRow {
  id: string;
  check_id: number;
  started_at: TimeColumn;
  ended_at: TimeColumn | null;
  worst_json: string;
}

/** Incidents as they begin, each with the worst that was observed in it so far. */
export const incidentBegan: TimelineSource = {
  kind: 'monitoring',
  async read(options) {
    const rows = await readTable<IncidentRow>({
      ...options,
      ...{ table: 'incidents', time: 'started_at', id: 'id' },
    });
    const itemOf = await itemsOf(options.knex, rows);
    return rows.map(row => ({
      id: row.id,
      at: row.started_at,
      item: itemOf(row, 'incident-began'),
    }));
  },
};

/** Incidents as they end. */
export const incidentEnded: TimelineSource = {
  kind: 'monitoring',
  async read(options) {
    const rows = await readTable<IncidentRow & { ended_at: TimeColumn }>({
      ...options,
      ...{ table: 'incidents', time: 'ended_at', id: 'id' },
      where: query => query.whereNotNull('ended_at'),
    });
    const itemOf = await itemsOf(options.knex, rows);
    return rows.map(row => ({
      id: row.id,
      at: row.ended_at,
      item: itemOf(row, 'incident-ended'),
    }));
  },
};

async function itemsOf(
  knex: Knex,
  rows: readonly IncidentRow[],
): Promise<(row: IncidentRow, action: string) => PlainItem> {
  const checkById = await checksById(
    knex,
    rows.map(row => row.check_id),
  );
  return (row, action) => {
    const check = checkById.get(row.check_id);
    const worst = checkResultSchema.parse(JSON.parse(row.worst_json));
    const text = describeFinding(worst) ?? worst.message ?? null;
    return {
      action,
      by: check?.name ?? '',
      incident: row.id,
      ...(worst.version && { version: worst.version }),
      ...(check?.environment && { environment: check.environment }),
      ...(action === 'incident-began' && withoutNulls({ text })),
    };
  };
}
