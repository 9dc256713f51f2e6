import { NotAllowedError } from '@backstage/errors';
import {
  ModelVersion,
  ModelsConfig,
  VersionReport,
  modelsReviewOpenPermission,
} from '@modelry/backstage-plugin-models-common';
import { ModelWrites } from '../changes/ModelWrites';
import { ReviewService } from '../governance/ReviewService';
import { VisibleModel } from '../kind/ModelAccess';
import { recordVersion } from './recordVersion';

/** Records the versions of models. */
export class VersionService {
  readonly #options: {
    writes: ModelWrites;
    reviews: ReviewService;
    config: ModelsConfig;
    now: () => Date;
  };

  constructor(options: {
    writes: ModelWrites;
    reviews: ReviewService;
    config: ModelsConfig;
    now: () => Date;
  }) {
    this.#options = options;
  }

  /**
   * Registers a version or updates what is known of it, and opens the review that the
   * report asks for.
   *
   * @param options - `mayOpenReviews` says whether the reporter has the permission.
   * @throws `ConflictError` when the digest differs from the known one, or when the
   *   stage is governed and sign-offs are missing.
   */
  async report(options: {
    model: VisibleModel;
    report: VersionReport;
    actor: string;
    mayOpenReviews: boolean;
    idempotencyKey?: string;
  }): Promise<{ changed: boolean; version: ModelVersion }> {
    const { model, report, actor, mayOpenReviews, idempotencyKey } = options;
    const { writes, reviews, config } = this.#options;
    if (report.requestReview && !mayOpenReviews) {
      throw new NotAllowedError(
        `body.requestReview: you lack the permission '${modelsReviewOpenPermission.name}' on '${model.modelRef}'; report the version without it, or ask its owner`,
      );
    }
    const now = this.#options.now();
    const { answer, done } = await writes.run(
      {
        ...{ model, actor, idempotencyKey, content: report, now },
        operation: 'report-version',
      },
      (tx, locked) =>
        recordVersion(tx, locked, { model, report, actor, config, now }),
    );
    const { opened, ...receipt } = answer;
    if (done && opened) {
      await reviews.announceOpened(model, opened);
    }
    return receipt;
  }
}
