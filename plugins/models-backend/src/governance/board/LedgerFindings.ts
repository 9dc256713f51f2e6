import { AuditorService, LoggerService } from '@backstage/backend-plugin-api';
import {
  ModelsConfig,
  sha256OfJson,
} from '@modelry/backstage-plugin-models-common';
import { Knex } from 'knex';
import { ModelChanges } from '../../changes/ModelChanges';
import { ModelsDatabase } from '../../database/ModelsDatabase';
import { inBatches } from '../../database/inBatches';
import { governanceLink } from './governanceLink';
import { tellOnce } from '../../changes/tellOnce';

/** Something that is not as it was written. */
export interface Finding {
  /** The model; it is a checkpoint when left out. */
  modelRef?: string;
  /** Position of the entry or of the checkpoint. */
  sequence: number;
  /** What is wrong, in words. */
  reason: string;
}

/** What was verified: the ledgers themselves, or what was recorded beside them. */
export type VerifiedKind = 'ledger' | 'record';

interface FindingRow {
  id: number;
  digest: string;
  model_ref: string;
  reason: string;
}

const SUBJECTS: Record<VerifiedKind, string> = {
  ledger: 'The ledger is not as it was written',
  record: 'The record does not agree with the ledger',
};

const MODELS_AT_ONCE = 200;

/** Instead of a model, where a finding is about the checkpoints. */
const CHECKPOINTS = '';

/** Tells of what does not agree with the ledgers: the board of each finding once. */
export class LedgerFindings {
  readonly #options: {
    database: ModelsDatabase;
    changes: ModelChanges;
    logger: LoggerService;
    auditor: AuditorService;
    config: ModelsConfig;
    now: () => Date;
  };

  constructor(options: {
    database: ModelsDatabase;
    changes: ModelChanges;
    logger: LoggerService;
    auditor: AuditorService;
    config: ModelsConfig;
    now: () => Date;
  }) {
    this.#options = options;
  }

  /**
   * Takes what one verification found.
   *
   * @param options - `modelRefs` are the models that were verified, whole: what was found
   *   on them before and not this time is over, and what was found on others stands. With
   *   `checkpoints` the same holds for the checkpoints.
   */
  async report(options: {
    kind: VerifiedKind;
    findings: readonly Finding[];
    modelRefs: Iterable<string>;
    checkpoints?: boolean;
  }): Promise<void> {
    const { kind, findings, checkpoints = false } = options;
    const { knex } = this.#options.database;
    const verified = [
      ...(checkpoints ? [CHECKPOINTS] : []),
      ...options.modelRefs,
    ];
    for (const finding of findings) {
      await this.#record(kind, finding);
    }
    const standing = new Set(findings.map(one => digestOf(kind, one)));
    for (const refs of inBatches(verified, MODELS_AT_ONCE)) {
      await removeOthers(knex, { kind, refs, standing });
    }
    await this.#tellAll(kind);
  }

  async #record(kind: VerifiedKind, finding: Finding): Promise<void> {
    const { database, logger, auditor, now } = this.#options;
    const message = describe(finding);
    logger.error(`${SUBJECTS[kind]}: ${message}`, { ...finding });
    await database
      .knex('ledger_findings')
      .insert({
        ...{ digest: digestOf(kind, finding), kind },
        model_ref: finding.modelRef ?? CHECKPOINTS,
        ...{ sequence: finding.sequence, reason: finding.reason },
        found_at: now(),
      })
      .onConflict('digest')
      .ignore();
    const event = await auditor.createEvent({
      eventId: 'verify-ledger',
      severityLevel: 'critical',
      meta: { feature: 'governance', kind, ...finding },
    });
    await event.fail({ error: new Error(message) });
  }

  // One message for each model, whatever was found on it.
  async #tellAll(kind: VerifiedKind): Promise<void> {
    const { database, now } = this.#options;
    const { knex } = database;
    const untold: FindingRow[] = await knex<FindingRow>('ledger_findings')
      .where('kind', kind)
      .whereNull('notified_at')
      .orderBy('id');
    for (const found of groupByModel(untold)) {
      const ids = found.map(({ id }) => id);
      await tellOnce({
        ...{ knex, table: 'ledger_findings', now: now() },
        rows: row => row.whereIn('id', ids),
        tell: () => this.#tell(kind, found),
      });
    }
  }

  #tell(kind: VerifiedKind, found: readonly FindingRow[]): Promise<boolean> {
    const { changes, config } = this.#options;
    const [{ model_ref: modelRef, digest }] = found;
    return changes.notify({
      modelRef,
      recipients: config.governance.board,
      payload: {
        title: titleOf(kind, modelRef),
        description: found
          .map(({ reason }) => reason)
          .join('. ')
          .slice(0, 500),
        link: modelRef ? governanceLink(modelRef) : '/models/governance',
        severity: 'critical',
        topic: 'models.governance',
        scope: `models.ledger.${digest}`,
      },
    });
  }
}

async function removeOthers(
  knex: Knex,
  options: {
    kind: VerifiedKind;
    refs: readonly string[];
    standing: ReadonlySet<string>;
  },
): Promise<void> {
  const { kind, refs, standing } = options;
  const known: FindingRow[] = await knex<FindingRow>('ledger_findings')
    .where('kind', kind)
    .whereIn('model_ref', [...refs]);
  const over = known.filter(({ digest }) => !standing.has(digest));
  await knex('ledger_findings')
    .whereIn(
      'id',
      over.map(({ id }) => id),
    )
    .delete();
}

function groupByModel(rows: readonly FindingRow[]): FindingRow[][] {
  const groups = new Map<string, FindingRow[]>();
  for (const row of rows) {
    groups.set(row.model_ref, [...(groups.get(row.model_ref) ?? []), row]);
  }
  return [...groups.values()];
}

function digestOf(kind: VerifiedKind, finding: Finding): string {
  return sha256OfJson({ kind, ...finding });
}

function titleOf(kind: VerifiedKind, modelRef: string): string {
  if (!modelRef) {
    return 'The checkpoints of the ledgers are not as they were written';
  }
  return kind === 'ledger'
    ? `The ledger of ${modelRef} is not as it was written`
    : `The record of ${modelRef} does not agree with its ledger`;
}

function describe({ modelRef, sequence, reason }: Finding): string {
  return modelRef ? `${modelRef}, entry ${sequence}: ${reason}` : reason;
}
