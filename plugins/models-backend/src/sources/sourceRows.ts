import {
  ModelSource,
  SourceReport,
  judgeSource,
  modelSourceSchema,
} from '@modelry/backstage-plugin-models-common';
import { TimeColumn, toIso, withoutNulls } from '../database/columns';

/** A source as it stands in the database. */
export interface SourceRow {
  id: string;
  reporter: string;
  kind: string;
  title: string;
  link: string | null;
  task_plugin: string | null;
  task_id: string | null;
  allowed_silence: string | null;
  heard_at: TimeColumn;
  run_started_at: TimeColumn | null;
  run_ended_at: TimeColumn | null;
  last_started_at: TimeColumn | null;
  last_ended_at: TimeColumn | null;
  last_failed: boolean | number;
  last_success_at: TimeColumn | null;
  failures: number;
  counts: string;
  problems: string;
  next_run_at: TimeColumn | null;
}

const NOTHING_YET = {
  ...{ run_started_at: null, run_ended_at: null, last_started_at: null },
  ...{ last_ended_at: null, last_failed: false, last_success_at: null },
  ...{ failures: 0, counts: '[]', problems: '[]', next_run_at: null },
};

/** What a source reports, laid over what was known of it. */
export function reportedRow(
  before: SourceRow | undefined,
  report: SourceReport,
  facts: { reporter: string; now: Date },
): SourceRow {
  const { id, kind, title, link, task, allowedSilence, run, nextRunAt } =
    report;
  const known = before ?? NOTHING_YET;
  return {
    ...known,
    ...{ id, kind, title, reporter: facts.reporter, heard_at: facts.now },
    link: link ?? null,
    task_plugin: task?.plugin ?? null,
    task_id: task?.id ?? null,
    allowed_silence: allowedSilence ?? null,
    next_run_at: nextRunAt ? new Date(nextRunAt) : known.next_run_at,
    ...(run && runColumns(known, run)),
  };
}

function runColumns(
  known: Pick<SourceRow, 'failures' | 'counts' | 'last_success_at'>,
  run: NonNullable<SourceReport['run']>,
): Partial<SourceRow> {
  const started = new Date(run.startedAt);
  if (!run.endedAt) {
    return { run_started_at: started, run_ended_at: null };
  }
  const ended = new Date(run.endedAt);
  const { error, counts = [], problems = [] } = run;
  return {
    ...{ run_started_at: started, run_ended_at: ended },
    ...{ last_started_at: started, last_ended_at: ended },
    last_failed: Boolean(error),
    last_success_at: error ? known.last_success_at : ended,
    failures: error ? known.failures + 1 : 0,
    counts: error ? known.counts : JSON.stringify(counts),
    problems: JSON.stringify(error ? [error] : problems),
  };
}

/** What a run that went like the one before leaves as it is. */
const TELLING = [
  ...(['reporter', 'kind', 'title', 'link', 'task_plugin', 'task_id'] as const),
  ...(['allowed_silence', 'failures', 'counts', 'problems'] as const),
];

/** Whether a report says more than that the source goes on as before; a failure does. */
export function isNews(before: SourceRow | undefined, after: SourceRow) {
  return TELLING.some(column => before?.[column] !== after[column]);
}

/** Whether the record knows of a newer run than the one that is reported. */
export function knowsNewerRun(row: SourceRow, report: SourceReport): boolean {
  if (!report.run || row.run_started_at === null) {
    return false;
  }
  const known = new Date(row.run_started_at).getTime();
  const reported = new Date(report.run.startedAt).getTime();
  return reported < known || (reported === known && row.run_ended_at !== null);
}

/** A source as it is told, with its status at that moment. */
export function toModelSource(row: SourceRow, now: Date): ModelSource {
  const { id, kind, title, failures: failuresInARow } = row;
  const problems: unknown = JSON.parse(row.problems);
  return modelSourceSchema.parse({
    ...withoutNulls({ link: row.link }),
    ...{ id, kind, title, failuresInARow, problems },
    status: judgeSource(factsOf(row, problems), now),
    ...lastRunOf(row),
    ...withoutNulls({
      lastSuccessAt: row.last_success_at && toIso(row.last_success_at),
      nextRunAt: row.next_run_at && toIso(row.next_run_at),
    }),
    counts: JSON.parse(row.counts),
    heardAt: toIso(row.heard_at),
    canRunNow: row.task_plugin !== null,
  });
}

function factsOf(row: SourceRow, problems: unknown) {
  const isRunning = row.run_started_at !== null && row.run_ended_at === null;
  return {
    heardAt: new Date(row.heard_at),
    ...(row.allowed_silence && { allowedSilence: row.allowed_silence }),
    ...(isRunning &&
      row.run_started_at !== null && {
        runningSince: new Date(row.run_started_at),
      }),
    ...(row.last_ended_at !== null && {
      lastRun: {
        failed: Boolean(row.last_failed),
        problems: Array.isArray(problems) ? problems.length : 0,
      },
    }),
  };
}

function lastRunOf(row: SourceRow) {
  if (row.last_started_at === null || row.last_ended_at === null) {
    return {};
  }
  const [startedAt, endedAt] = [row.last_started_at, row.last_ended_at].map(
    toIso,
  );
  const durationMs = Math.max(0, Date.parse(endedAt) - Date.parse(startedAt));
  return { lastRun: { startedAt, endedAt, durationMs } };
}
