import {
  AuthService,
  BackstageCredentials,
} from '@backstage/backend-plugin-api';
import { ConflictError, InputError } from '@backstage/errors';
import { CatalogService } from '@backstage/plugin-catalog-node';
import {
  FormerRecord,
  RecordContinuationRequest,
  ReportedCounts,
  formerModelRef,
  modelsRecordContinuePermission,
} from '@modelry/backstage-plugin-models-common';
import { Knex } from 'knex';
import { ModelWrites } from '../../changes/ModelWrites';
import { LockedModel, ModelsDatabase } from '../../database/ModelsDatabase';
import { appendLedgerEntry } from '../../governance/ledgerEntries';
import { ModelAccess, VisibleModel } from '../ModelAccess';
import {
  countReported,
  discardReported,
  findRecord,
  moveRecord,
} from './moveRecord';

/** What the continuation of a record needs. */
export interface ContinuationContext {
  auth: AuthService;
  catalog: CatalogService;
  access: ModelAccess;
  database: ModelsDatabase;
  writes: ModelWrites;
}

/** Has a model that was renamed go on with its record. */
export class RecordContinuation {
  readonly #options: ContinuationContext;

  constructor(options: ContinuationContext) {
    this.#options = options;
  }

  /**
   * Brings the record of the former name to a model.
   *
   * @throws `InputError` when the former name is that of the model, and `ConflictError`
   *   when it has no record, or is in the catalog, or the model has a record of its own.
   */
  async run(call: {
    model: VisibleModel;
    request: RecordContinuationRequest;
    actor: string;
    idempotencyKey?: string;
  }): Promise<{ formerRef: string; entries: number }> {
    const { model, request, actor, idempotencyKey } = call;
    const { formerRef } = request;
    if (formerRef === model.modelRef) {
      throw new InputError(
        `body.formerRef: '${formerRef}' is the model itself; name what it was called before`,
      );
    }
    const { answer } = await this.#options.writes.run(
      {
        ...{ model, actor, idempotencyKey },
        operation: 'continue-record',
        content: request,
        bringsRecord: true,
        assertPossible: () => this.#assertGone(formerRef),
      },
      async (tx, locked, now) => ({
        answer: await continueRecord(tx, locked, { request, actor, now }),
        happened: [{ feature: 'ownership', action: 'record-continued' }],
      }),
    );
    return answer;
  }

  /** The record that the caller may have the model go on with, as its author says. */
  async offer(options: {
    model: VisibleModel;
    credentials: BackstageCredentials;
  }): Promise<FormerRecord | undefined> {
    const { model, credentials } = options;
    const { database, access } = this.#options;
    const { modelRef } = model;
    const formerRef = formerModelRef(model.entity);
    if (!formerRef) {
      return undefined;
    }
    const [former, own] = await Promise.all([
      findRecord(database.knex, formerRef),
      findRecord(database.knex, modelRef),
    ]);
    const permission = modelsRecordContinuePermission.name;
    return former &&
      !own?.entries &&
      (await access.may({ modelRef, permission, credentials })) &&
      !(await this.#isInCatalog(formerRef))
      ? { ...former, meanwhile: await countReported(database.knex, modelRef) }
      : undefined;
  }

  async #assertGone(formerRef: string): Promise<void> {
    if (await this.#isInCatalog(formerRef)) {
      throw new ConflictError(
        `body.formerRef: '${formerRef}' is still in the catalog; remove it there first, or wait until the catalog has done so`,
      );
    }
  }

  // Whether the caller may see it or not: it must be gone.
  async #isInCatalog(modelRef: string): Promise<boolean> {
    const { auth, catalog } = this.#options;
    const { items } = await catalog.getEntitiesByRefs(
      { entityRefs: [modelRef], fields: ['kind'] },
      { credentials: await auth.getOwnServiceCredentials() },
    );
    return Boolean(items[0]);
  }
}

async function continueRecord(
  tx: Knex.Transaction,
  locked: LockedModel,
  act: { request: RecordContinuationRequest; actor: string; now: Date },
): Promise<{ formerRef: string; entries: number }> {
  const { modelRef } = locked;
  const { request, actor, now } = act;
  const { formerRef, reason, discardReported: mayDiscard } = request;
  assertNoLedger(locked, formerRef);
  const former = await lockFormer(tx, formerRef);
  const reported = await countReported(tx, modelRef);
  const isReported = Object.values(reported).some(count => count > 0);
  if (isReported && !mayDiscard) {
    throw new ConflictError(
      `body.discardReported: ${inWords(
        reported,
      )} were reported of '${modelRef}' already; set it to true to remove them first, and have them reported again`,
    );
  }
  await discardReported(tx, modelRef);
  await moveRecord(tx, { from: formerRef, to: modelRef });
  locked.ledger = former.ledger;
  const { sequence } = await appendLedgerEntry(tx, {
    model: locked,
    act: {
      ...{ modelRef, recordedAt: now.toISOString(), actor },
      action: 'record-continued',
      body: { formerRef, reason, ...(isReported && { discarded: reported }) },
    },
  });
  return { formerRef, entries: sequence };
}

function assertNoLedger(
  { modelRef, ledger, continuedAs }: LockedModel,
  formerRef: string,
): void {
  if (continuedAs && continuedAs !== formerRef) {
    throw new ConflictError(
      `The record of '${modelRef}' goes on as '${continuedAs}': no other can go on here`,
    );
  }
  if (ledger) {
    throw new ConflictError(
      `'${modelRef}' has a ledger of its own already (${ledger.sequence} entries): two records cannot become one`,
    );
  }
}

async function lockFormer(
  tx: Knex.Transaction,
  formerRef: string,
): Promise<Pick<LockedModel, 'ledger'>> {
  await tx('models').where({ model_ref: formerRef }).forUpdate().first();
  const row:
    | { ledger_sequence: number; ledger_hash: string | null }
    | undefined = (await findRecord(tx, formerRef))
    ? await tx('models').where({ model_ref: formerRef }).first()
    : undefined;
  if (!row) {
    throw new ConflictError(
      `body.formerRef: there is no record of '${formerRef}', or it goes on under another name already`,
    );
  }
  const { ledger_sequence: sequence, ledger_hash: hash } = row;
  return hash ? { ledger: { sequence, hash } } : {};
}

function inWords({ versions, deployments, checks }: ReportedCounts): string {
  return `${numbered(versions, 'version')}, ${numbered(
    deployments,
    'deployment',
  )} and ${numbered(checks, 'check')}`;
}

function numbered(number: number, what: string): string {
  return `${number} ${what}${number === 1 ? '' : 's'}`;
}
