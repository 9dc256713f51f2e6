import { AuditorService, LoggerService } from '@backstage/backend-plugin-api';
import {
  ModelsConfig,
  sha256OfJson,
} from '@modelry/backstage-plugin-models-common';
import { ModelChanges } from '../../changes/ModelChanges';
import { ModelsDatabase } from '../../database/ModelsDatabase';
import { governanceLink } from './governanceLink';

/** Something that is not as it was written. */
export interface Finding {
  /** The model; it is a checkpoint when left out. */
  modelRef?: string;
  /** Position of the entry or of the checkpoint. */
  sequence: number;
  /** What is wrong, in words. */
  reason: string;
}

interface FindingRow {
  id: number;
  digest: string;
  kind: string;
  model_ref: string;
  sequence: number;
  reason: string;
  notified_at: unknown;
}

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

  /** Takes what one verification found, which is all that is wrong of that kind. */
  async report(kind: string, findings: readonly Finding[]): Promise<void> {
    const { knex } = this.#options.database;
    const rows = findings.map(finding => ({
      digest: sha256OfJson({ kind, ...finding }),
      kind,
      model_ref: finding.modelRef ?? '',
      sequence: finding.sequence,
      reason: finding.reason,
      found_at: this.#options.now(),
    }));
    for (const [index, row] of rows.entries()) {
      await this.#record(kind, findings[index], row);
    }
    const digests = rows.map(row => row.digest);
    await knex('ledger_findings')
      .where({ kind })
      .whereNotIn('digest', digests)
      .delete();
    const untold: FindingRow[] = await knex<FindingRow>('ledger_findings')
      .where({ kind })
      .whereNull('notified_at')
      .orderBy('id');
    for (const row of untold) {
      await this.#tellOnce(row);
    }
  }

  async #record(
    kind: string,
    finding: Finding,
    row: { digest: string },
  ): Promise<void> {
    const { database, logger, auditor } = this.#options;
    const message = describe(finding);
    logger.error(`The ledger is not as it was written: ${message}`, {
      ...finding,
    });
    await database
      .knex('ledger_findings')
      .insert(row)
      .onConflict('digest')
      .ignore();
    const event = await auditor.createEvent({
      eventId: 'verify-ledger',
      severityLevel: 'critical',
      meta: { feature: 'governance', kind, ...finding },
    });
    await event.fail({ error: new Error(message) });
  }

  async #tellOnce(row: FindingRow): Promise<void> {
    const one = this.#options.database
      .knex('ledger_findings')
      .where({ id: row.id });
    // Of replicas that find the same, one gets to tell.
    const claimed = await one
      .clone()
      .whereNull('notified_at')
      .update({ notified_at: this.#options.now() });
    if (claimed > 0 && !(await this.#tell(row))) {
      // Given back: the next run tries again.
      await one.clone().update({ notified_at: null });
    }
  }

  #tell(row: FindingRow): Promise<boolean> {
    const { changes, config } = this.#options;
    const modelRef = row.model_ref;
    return changes.notify({
      modelRef,
      recipients: config.governance.board,
      payload: {
        title: modelRef
          ? `The ledger of ${modelRef} is not as it was written`
          : 'The checkpoints of the ledgers are not as they were written',
        description: row.reason.slice(0, 500),
        link: modelRef ? governanceLink(modelRef) : '/models/governance',
        severity: 'critical',
        topic: 'models.governance',
        scope: `models.ledger.${row.digest}`,
      },
    });
  }
}

function describe({ modelRef, sequence, reason }: Finding): string {
  return modelRef ? `${modelRef}, entry ${sequence}: ${reason}` : reason;
}
