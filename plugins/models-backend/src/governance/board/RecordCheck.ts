import {
  LedgerProjection,
  findBrokenEntry,
} from '@modelry/backstage-plugin-models-common';
import { Knex } from 'knex';
import { ModelsDatabase } from '../../database/ModelsDatabase';
import { isPostgres } from '../../database/isPostgres';
import { ledgerPages } from '../ledgerEntries';
import { projectedRows } from '../projectedRows';
import { Finding, LedgerFindings } from './LedgerFindings';

/** What one run does at most; the model that it is at is checked whole. */
const MODELS_A_RUN = 500;
const ENTRIES_A_RUN = 20_000;

const MODELS_AT_ONCE = 50;

/** More on one model say nothing new: whoever is told looks at all of it. */
const MOST_FINDINGS = 20;

/**
 * Holds what the gate and the pages read, decisions, reviews and waivers, against the
 * ledgers. Each run takes up where the one before ended, on whichever replica, so that all
 * models are checked in turn.
 */
export class RecordCheck {
  readonly #options: { database: ModelsDatabase; findings: LedgerFindings };

  constructor(options: { database: ModelsDatabase; findings: LedgerFindings }) {
    this.#options = options;
  }

  /** Checks the next models. */
  async run(signal?: AbortSignal): Promise<void> {
    const { knex } = this.#options.database;
    let after = await readPosition(knex);
    let entries = 0;
    let models = 0;
    let refs: string[];
    do {
      refs = await modelsAfter(knex, after);
      const checked: string[] = [];
      const findings: Finding[] = [];
      for (const modelRef of refs) {
        if (entries >= ENTRIES_A_RUN || signal?.aborted) {
          break;
        }
        const result = await checkModel(knex, modelRef);
        entries += result.entries;
        findings.push(...result.findings);
        checked.push(modelRef);
      }
      await this.#options.findings.report({
        ...{ kind: 'record', findings, modelRefs: checked },
      });
      // Noted afterwards: who is killed in between finds the same again.
      const isRoundOver =
        refs.length < MODELS_AT_ONCE && checked.length === refs.length;
      after = isRoundOver ? '' : checked.at(-1) ?? after;
      await savePosition(knex, after);
      models += checked.length;
    } while (
      refs.length === MODELS_AT_ONCE &&
      models < MODELS_A_RUN &&
      entries < ENTRIES_A_RUN &&
      !signal?.aborted
    );
  }
}

async function modelsAfter(knex: Knex, after: string): Promise<string[]> {
  const rows: Array<{ model_ref: string }> = await knex('models')
    .where('model_ref', '>', after)
    .orderBy('model_ref')
    .limit(MODELS_AT_ONCE)
    .select('model_ref');
  return rows.map(row => row.model_ref);
}

// Ledger and rows are read as they were at one moment, while others write.
function checkModel(
  knex: Knex,
  modelRef: string,
): Promise<{ findings: Finding[]; entries: number }> {
  return knex.transaction(
    async tx => {
      const { projection, entries, broken } = await readLedger(tx, modelRef);
      const differences = broken
        ? [
            {
              sequence: broken.sequence,
              reason: `${broken.reason}; decisions, reviews and waivers cannot be held against it`,
            },
          ]
        : projection.compare(await projectedRows(tx, modelRef));
      return {
        entries,
        findings: atMost(differences).map(one => ({ modelRef, ...one })),
      };
    },
    isPostgres(knex)
      ? { isolationLevel: 'repeatable read', readOnly: true }
      : undefined,
  );
}

async function readLedger(
  tx: Knex,
  modelRef: string,
): Promise<{
  projection: LedgerProjection;
  entries: number;
  broken?: { sequence: number; reason: string };
}> {
  const projection = new LedgerProjection();
  let last: { sequence: number; hash: string } | undefined;
  for await (const page of ledgerPages(tx, { modelRef, after: 0 })) {
    const broken = findBrokenEntry(page, last);
    const read = (last?.sequence ?? 0) + page.length;
    if (broken) {
      return { projection, entries: read, broken };
    }
    page.forEach(entry => projection.add(entry));
    last = page.at(-1);
  }
  return { projection, entries: last?.sequence ?? 0 };
}

function atMost<T extends { sequence: number; reason: string }>(
  differences: readonly T[],
): Array<{ sequence: number; reason: string }> {
  const more = differences.length - MOST_FINDINGS;
  return more > 0
    ? [
        ...differences.slice(0, MOST_FINDINGS),
        {
          sequence: differences[MOST_FINDINGS].sequence,
          reason: `${more} more differences from here on`,
        },
      ]
    : [...differences];
}

async function readPosition(knex: Knex): Promise<string> {
  const row: { after_model_ref: string } | undefined = await knex(
    'ledger_rounds',
  )
    .where({ kind: 'record' })
    .first('after_model_ref');
  return row?.after_model_ref ?? '';
}

async function savePosition(knex: Knex, after: string): Promise<void> {
  await knex('ledger_rounds')
    .insert({ kind: 'record', after_model_ref: after })
    .onConflict('kind')
    .merge();
}
