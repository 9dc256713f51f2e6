import { ConflictError } from '@backstage/errors';
import {
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
import { findVersion, saveVersion } from './versions';

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
  }): Promise<{ changed: boolean; version: ModelVersion }> {
    const { model, report, actor } = options;
    const { modelRef } = model;
    const now = this.#options.now();
    const createdAt = report.createdAt
      ? observedTime({
          reported: report.createdAt,
          field: 'body.createdAt',
          now,
        })
      : undefined;
    const result = await this.#options.database.writeModel(
      modelRef,
      async tx => {
        const known = await findVersion(tx, modelRef, report.version);
        if (known?.digest && report.digest && known.digest !== report.digest) {
          throw new ConflictError(
            `body.digest: version '${report.version}' is known with digest ${known.digest}; a version never changes, report this one under another name`,
          );
        }
        const stage = report.stage ?? known?.stage ?? 'development';
        if (stage !== known?.stage) {
          await this.#assertMayEnter(tx, {
            model,
            version: report.version,
            stage,
            now,
          });
        }
        const version: ModelVersion = {
          ...known,
          ...report,
          stage,
          stageSince:
            known && stage === known.stage
              ? known.stageSince
              : now.toISOString(),
          createdAt:
            createdAt?.toISOString() ?? known?.createdAt ?? now.toISOString(),
          registeredAt: known?.registeredAt ?? now.toISOString(),
          registeredBy: known?.registeredBy ?? actor,
        };
        const changed = !known || !sameFacts(known, version);
        if (changed) {
          await saveVersion(tx, modelRef, {
            ...version,
            stageSince: new Date(version.stageSince),
            createdAt: new Date(version.createdAt),
            registeredAt: new Date(version.registeredAt),
          });
        }
        return { changed, version };
      },
    );
    if (result.changed) {
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

  async #assertMayEnter(
    knex: Knex,
    options: {
      model: VisibleModel;
      version: string;
      stage: LifecycleStage;
      now: Date;
    },
  ): Promise<void> {
    const { model, version, stage, now } = options;
    const requirements = effectiveRequirements({
      policies: this.#options.config.governance.policies,
      entity: model.entity,
    });
    const decisions = await decisionsByModel(knex, [model.modelRef]);
    const open = openRequirements({
      requirements,
      stage,
      version,
      decisions: decisions.get(model.modelRef) ?? [],
      now,
    });
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

function sameFacts(a: ModelVersion, b: ModelVersion): boolean {
  return (
    a.stage === b.stage &&
    a.digest === b.digest &&
    a.description === b.description &&
    a.link === b.link &&
    a.createdAt === b.createdAt
  );
}
