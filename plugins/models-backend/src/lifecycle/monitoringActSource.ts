import { TimeColumn, withoutNulls } from '../database/columns';
import { checksById } from './checksById';
import { TimelineSource, readTable } from './timelineSource';

interface MonitoringActRow {
  id: number;
  check_id: number;
  incident_id: string | null;
  action: string;
  actor: string;
  at: TimeColumn;
  before: string | null;
  after: string | null;
  text: string | null;
}

/** What was done about checks and incidents. */
export const monitoringActs: TimelineSource = {
  kind: 'monitoring',
  async read(options) {
    const rows = await readTable<MonitoringActRow>({
      ...options,
      ...{ table: 'monitoring_acts', time: 'at', id: 'id' },
    });
    const checks = await checksById(
      options.knex,
      rows.map(row => row.check_id),
    );
    return rows.map(row => {
      const check = checks.get(row.check_id);
      return {
        id: row.id,
        at: row.at,
        item: {
          action: row.action,
          by: row.actor,
          ...(check && { check: check.name }),
          ...(check?.environment && { environment: check.environment }),
          ...withoutNulls({
            ...{ incident: row.incident_id, text: row.text },
            ...{ from: row.before, to: row.after },
          }),
        },
      };
    });
  },
};
