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
  };

  constructor(options: {
    writes: ModelWrites;
    reviews: ReviewService;
    config: ModelsConfig;
  }) {
    this.#options = options;
  }

  /**
   * Registers a version or updates what is known of it, and opens the review that the
   * report asks for.
   *
   * @param options - `mayOpenReviews` and `mayMoveStages` say whether the reporter has
   *   the permissions.
   * @throws as {@link recordVersion} does.
   */
  async report(options: {
    model: VisibleModel;
    report: VersionReport;
    actor: string;
    mayOpenReviews: boolean;
    mayMoveStages: boolean;
    idempotencyKey?: string;
  }): Promise<{ changed: boolean; version: ModelVersion }> {
    const { model, report, actor, idempotencyKey } = options;
    const { mayOpenReviews, mayMoveStages } = options;
    const { writes, reviews, config } = this.#options;
    if (report.requestReview && !mayOpenReviews) {
      throw new NotAllowedError(
        `body.requestReview: you lack the permission '${modelsReviewOpenPermission.name}' on '${model.modelRef}'; report the version without it, or ask its owner`,
      );
    }
    const { answer, done } = await writes.run(
      {
        ...{ model, actor, idempotencyKey, content: report },
        operation: 'report-version',
      },
      (tx, locked, now) =>
        recordVersion(tx, locked, {
          ...{ model, report, actor, mayMoveStages, config, now },
        }),
    );
    const { opened, ...receipt } = answer;
    if (done && opened) {
      await reviews.announceOpened(model, opened);
    }
    return receipt;
  }
}
