import { ConflictError } from '@backstage/errors';
import {
  ModelSource,
  SourceReport,
  compareSources,
} from '@modelry/backstage-plugin-models-common';
import { Knex } from 'knex';
import { Duration } from 'luxon';
import { ModelsDatabase } from '../database/ModelsDatabase';
import {
  SourceRow,
  isNews,
  knowsNewerRun,
  reportedRow,
  toModelSource,
} from './sourceRows';

/** Who is not heard of for so long was taken out of the configuration. */
const FORGOTTEN_AFTER = Duration.fromObject({ days: 30 });

const TABLE = 'model_sources';

/** What became of a report of a source. */
export interface SourceReportReceipt {
  /** Whether what was known changed: a report of an older run changes nothing. */
  changed: boolean;
  /** Whether it said anything but that the source goes on as before. */
  isNews: boolean;
}

/** Remembers how sources of models and facts do. */
export class SourceRecord {
  readonly #options: { database: ModelsDatabase; now: () => Date };

  constructor(options: { database: ModelsDatabase; now: () => Date }) {
    this.#options = options;
  }

  /**
   * Takes down what a source reports.
   *
   * @throws `ConflictError` when somebody else reports a source of this id.
   */
  async report(
    report: SourceReport,
    reporter: string,
  ): Promise<SourceReportReceipt> {
    const { database, now } = this.#options;
    const { id } = report;
    return database.knex.transaction(async tx => {
      const facts = { reporter, now: now() };
      await forgetSilent(tx, facts.now);
      const inserted = await tx(TABLE)
        .insert(reportedRow(undefined, report, facts))
        .onConflict('id')
        .ignore()
        .returning('id');
      if (inserted.length > 0) {
        return { changed: true, isNews: true };
      }
      const before = await tx<SourceRow>(TABLE)
        .where({ id })
        .forUpdate()
        .first();
      assertSameReporter(before, report, facts);
      if (before && knowsNewerRun(before, report)) {
        return { changed: false, isNews: false };
      }
      const after = reportedRow(before, report, facts);
      await tx(TABLE).where({ id }).update(after);
      return { changed: true, isNews: isNews(before, after) };
    });
  }

  /** All sources, those first that need care. */
  async list(): Promise<ModelSource[]> {
    const { database, now } = this.#options;
    const rows = await database.knex<SourceRow>(TABLE).select('*');
    const at = now();
    return rows.map(row => toModelSource(row, at)).sort(compareSources);
  }

  /** The source of an id, and the task that does its work. */
  async find(id: string): Promise<SourceRow | undefined> {
    return this.#options.database.knex<SourceRow>(TABLE).where({ id }).first();
  }
}

// Two instances of one id would tell of each other's runs. Of one that is silent the id is
// free again.
function assertSameReporter(
  before: SourceRow | undefined,
  { id, kind }: SourceReport,
  { reporter, now }: { reporter: string; now: Date },
): void {
  if (!before || (before.reporter === reporter && before.kind === kind)) {
    return;
  }
  if (toModelSource(before, now).status !== 'silent') {
    throw new ConflictError(
      `'${id}' is the id of another source already, '${before.title}', which ${before.reporter} reports: choose another id`,
    );
  }
}

async function forgetSilent(tx: Knex, now: Date): Promise<void> {
  await tx(TABLE)
    .where(
      'heard_at',
      '<',
      new Date(now.getTime() - FORGOTTEN_AFTER.toMillis()),
    )
    .delete();
}
