import { ConflictError } from '@backstage/errors';
import {
  Decision,
  LifecycleStage,
  ModelVersion,
  ModelsConfig,
  VersionReport,
  effectiveRequirements,
  openRequirements,
} from '@modelry/backstage-plugin-models-common';
import { Knex } from 'knex';
import { ModelChanges } from '../changes/ModelChanges';
import { ModelsDatabase } from '../database/ModelsDatabase';
import { decisionsByModel } from '../governance/decisions';
import { observedTime } from '../http/observedTime';
import { VisibleModel } from '../kind/ModelAccess';
import { StoredVersion, findVersion, saveVersion } from './versions';

/** Records the versions of models. */
export class VersionService {
  readonly #options: {
    database: ModelsDatabase;
    changes: ModelChanges;
    config: ModelsConfig;
    now: () => Date;
  };

  constructor(options: {
    database: ModelsDatabase;
    changes: ModelChanges;
    config: ModelsConfig;
    now: () => Date;
  }) {
    this.#options = options;
  }

  /**
   * Registers a version or updates what is known of it.
   *
   * @throws `ConflictError` when the digest differs from the known one, or when the
   *   stage is governed and sign-offs are missing.
   */
  async report(options: {
    model: VisibleModel;
    report: VersionReport;
    actor: string;
    idempotencyKey?: string;
  }): Promise<{ changed: boolean; version: ModelVersion }> {
    const { model, report, actor, idempotencyKey } = options;
    const { modelRef } = model;
    const now = this.#options.now();
    const { result, repeated } = await this.#options.database.writeModelOnce(
      {
        modelRef,
        actor,
        operation: 'report-version',
        idempotencyKey,
        content: report,
        now,
      },
      tx => this.#write(tx, { model, report, actor, now }),
    );
    if (result.changed && !repeated) {
      await this.#options.changes.announce({
        modelRef,
        feature: 'lifecycle',
        action: 'version-reported',
        actor,
        at: now.toISOString(),
      });
    }
    return result;
  }

  async #write(
    tx: Knex,
    options: {
      model: VisibleModel;
      report: VersionReport;
      actor: string;
      now: Date;
    },
  ): Promise<{ changed: boolean; version: ModelVersion }> {
    const { model, report, now } = options;
    const { modelRef } = model;
    const known = await findVersion(tx, modelRef, report.version);
    const decisions =
      (await decisionsByModel(tx, [modelRef])).get(modelRef) ?? [];
    assertSameArtifact({ known, report, decisions });
    const stage = report.stage ?? known?.stage ?? 'development';
    if (stage !== known?.stage) {
      this.#assertMayEnter({
        model,
        version: report.version,
        stage,
        decisions,
        now,
      });
    }
    const version = merge({ ...options, known, stage });
    const changed = !known || known.implied || !sameFacts(known, version);
    if (changed) {
      await saveVersion(tx, modelRef, version);
    }
    return { changed, version };
  }

  #assertMayEnter(options: {
    model: VisibleModel;
    version: string;
    stage: LifecycleStage;
    decisions: readonly Decision[];
    now: Date;
  }): void {
    const { model, version, stage } = options;
    const requirements = effectiveRequirements({
      policies: this.#options.config.governance.policies,
      entity: model.entity,
    });
    const open = openRequirements({ ...options, requirements });
    if (open.length > 0) {
      const reasons = open.map(({ title, reason }) => `${title}: ${reason}`);
      throw new ConflictError(
        `body.stage: version '${version}' may not enter '${stage}' yet. ${reasons.join(
          '. ',
        )}`,
      );
    }
  }
}

// A sign-off is for one artifact: it must not pass on to another one that is named later.
function assertSameArtifact(options: {
  known: ModelVersion | undefined;
  report: VersionReport;
  decisions: readonly Decision[];
}): void {
  const { known, report, decisions } = options;
  if (!known || !report.digest || known.digest === report.digest) {
    return;
  }
  if (known.digest) {
    throw new ConflictError(
      `body.digest: version '${report.version}' is known with digest ${known.digest}; a version never changes, report this one under another name`,
    );
  }
  if (decisions.some(decision => decision.version === report.version)) {
    throw new ConflictError(
      `body.digest: version '${report.version}' was decided about before it had a digest; report this artifact under another name`,
    );
  }
}

function merge(options: {
  known: StoredVersion | undefined;
  report: VersionReport;
  stage: LifecycleStage;
  actor: string;
  now: Date;
}): StoredVersion {
  const { known, report, stage, actor, now } = options;
  const createdAt = report.createdAt
    ? observedTime({ reported: report.createdAt, field: 'body.createdAt', now })
    : undefined;
  // Whoever reports a version that was only seen to run is the one who registers it.
  const registered = known?.implied ? undefined : known;
  return {
    ...known,
    ...report,
    stage,
    stageSince:
      known && stage === known.stage ? known.stageSince : now.toISOString(),
    createdAt:
      createdAt?.toISOString() ?? known?.createdAt ?? now.toISOString(),
    registeredAt: registered?.registeredAt ?? now.toISOString(),
    registeredBy: registered?.registeredBy ?? actor,
    implied: false,
  };
}

function sameFacts(a: ModelVersion, b: ModelVersion): boolean {
  return (
    a.stage === b.stage &&
    a.digest === b.digest &&
    a.description === b.description &&
    a.link === b.link &&
    a.createdAt === b.createdAt
  );
}
