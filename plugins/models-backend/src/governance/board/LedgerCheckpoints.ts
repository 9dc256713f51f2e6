import { LoggerService } from '@backstage/backend-plugin-api';
import {
  LedgerCheckpoint,
  chainCheckpoint,
} from '@modelry/backstage-plugin-models-common';
import { ModelsDatabase } from '../../database/ModelsDatabase';
import { insertCheckpoint } from '../checkpoints';
import { CheckpointSigner } from './CheckpointSigner';
import { Finding, LedgerFindings } from './LedgerFindings';
import { VerifiedCheckpoints } from './VerifiedCheckpoints';
import { verifyLedgers } from './verifyLedgers';

/** Records the heads of all ledgers from time to time, while they are as they were written. */
export class LedgerCheckpoints {
  readonly #options: {
    database: ModelsDatabase;
    signer: CheckpointSigner | undefined;
    logger: LoggerService;
    findings: LedgerFindings;
    now: () => Date;
  };
  readonly #known: VerifiedCheckpoints;

  constructor(options: {
    database: ModelsDatabase;
    signer: CheckpointSigner | undefined;
    logger: LoggerService;
    findings: LedgerFindings;
    now: () => Date;
  }) {
    this.#options = options;
    this.#known = new VerifiedCheckpoints(options);
  }

  /**
   * Verifies what earlier checkpoints know and what was added since, and writes a
   * checkpoint over it, unless no ledger grew. Nothing is signed over what is broken.
   */
  async write(): Promise<LedgerCheckpoint | undefined> {
    const { knex } = this.#options.database;
    const broken = await this.#known.readOn(knex);
    const { heads, findings, modelRefs } = broken
      ? { heads: [], findings: [broken], modelRefs: [] }
      : await verifyLedgers(knex, this.#known);
    await this.#report(findings, modelRefs);
    const grown = heads.filter(
      ({ modelRef, sequence }) =>
        sequence > (this.#known.newestOf(modelRef)?.sequence ?? 0),
    );
    return findings.length === 0 && grown.length > 0
      ? this.#append(grown)
      : undefined;
  }

  async #append(heads: LedgerCheckpoint['heads']): Promise<LedgerCheckpoint> {
    const { database, signer, logger, now } = this.#options;
    const chained = chainCheckpoint({
      heads,
      createdAt: now().toISOString(),
      previous: this.#known.last,
    });
    const signature = signer?.sign(chained.hash);
    const checkpoint = { ...chained, ...(signature && { signature }) };
    // Should two replicas write at once, the sequence number lets one of them win.
    await insertCheckpoint(database.knex, checkpoint);
    this.#known.remember(checkpoint);
    const { sequence, hash } = checkpoint;
    // Kept outside of the database, it shows later that nothing before it was rewritten.
    logger.info(`Ledger checkpoint ${sequence}:${hash}`, { sequence, hash });
    return checkpoint;
  }

  async #report(
    findings: readonly Finding[],
    modelRefs: Iterable<string>,
  ): Promise<void> {
    const { findings: alerts, logger } = this.#options;
    await alerts.report({
      ...{ kind: 'ledger', findings, modelRefs, checkpoints: true },
    });
    if (findings.length > 0) {
      logger.error(
        'No ledger checkpoint is written until the ledgers are restored from a backup',
      );
    }
  }
}
