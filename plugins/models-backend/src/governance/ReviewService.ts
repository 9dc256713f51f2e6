import { ConflictError, NotFoundError } from '@backstage/errors';
import {
  ModelsConfig,
  Review,
  ReviewBrief,
  ReviewRequest,
  entitledRefs,
  findBaseline,
  isFulfilled,
  judgeStage,
  modelFacts,
  monitoringState,
  reviewBrief,
} from '@modelry/backstage-plugin-models-common';
import { ModelWrites } from '../changes/ModelWrites';
import { ModelsDatabase } from '../database/ModelsDatabase';
import { VisibleModel } from '../kind/ModelAccess';
import { findVersion, findVersions } from '../lifecycle/versions';
import { checksByModel } from '../monitoring/checks';
import { withTexts } from './decisionTexts';
import { endReview } from './endReview';
import { GovernanceMessages } from './GovernanceMessages';
import { openReview } from './openReview';
import { governanceRecord } from './record';
import { requirementsOf } from './requirements';
import { findReview } from './reviews';

/** Opens and closes reviews, and tells reviewers what they should know. */
export class ReviewService {
  readonly #options: {
    database: ModelsDatabase;
    writes: ModelWrites;
    messages: GovernanceMessages;
    config: ModelsConfig;
    now: () => Date;
  };

  constructor(options: {
    database: ModelsDatabase;
    writes: ModelWrites;
    messages: GovernanceMessages;
    config: ModelsConfig;
    now: () => Date;
  }) {
    this.#options = options;
  }

  /**
   * Opens a review of a version for a stage, unless one is open.
   *
   * @throws as `openReview` does.
   */
  async open(options: {
    model: VisibleModel;
    request: ReviewRequest;
    actor: string;
    idempotencyKey?: string;
  }): Promise<{ opened: boolean; review: Review }> {
    const { model, request, actor, idempotencyKey } = options;
    const { writes, config } = this.#options;
    const write = {
      model,
      actor,
      idempotencyKey,
      content: request,
    };
    const { answer, done } = await writes.run(
      { ...write, operation: 'open-review' },
      async (tx, locked, now) => {
        const act = { ...request, model, actor, config, now };
        const { happened, ...receipt } = await openReview(tx, locked, act);
        return { answer: receipt, happened };
      },
    );
    if (done) {
      await this.announceOpened(model, answer.review);
    }
    return answer;
  }

  /** Notifies those who are to decide in a review that was just opened. */
  async announceOpened(model: VisibleModel, review: Review): Promise<void> {
    const { database, messages, config, now } = this.#options;
    if (review.status !== 'open') {
      return;
    }
    const record = await governanceRecord(database.knex, model.modelRef, {
      withoutComments: true,
    });
    const facts = modelFacts(model.entity);
    const judged = judgeStage({
      ...{ facts, record, now: now(), stage: review.stage },
      lifecycle: config.lifecycle,
      requirements: requirementsOf(config, model),
      version: review.version,
    });
    const approvers = judged
      .filter(({ verdict }) => !isFulfilled(verdict))
      .flatMap(({ requirement }) =>
        entitledRefs({
          named: requirement.approvers,
          roleHolders: record.roleHolders,
          separationOfDuties: requirement.separationOfDuties,
        }),
      );
    await messages.reviewOpened({ model, review, approvers });
  }

  /**
   * Closes a review without moving the version.
   *
   * @throws `NotFoundError` when the model has no such review, and `ConflictError` when
   *   it ended before.
   */
  async close(options: {
    model: VisibleModel;
    id: string;
    reason: string;
    actor: string;
    idempotencyKey?: string;
  }): Promise<Review> {
    const { model, id, reason, actor, idempotencyKey } = options;
    const { writes, messages, config } = this.#options;
    const write = {
      model,
      actor,
      idempotencyKey,
      content: { id, reason },
    };
    const { answer, done } = await writes.run(
      { ...write, operation: 'close-review' },
      async (tx, locked, now) => {
        const review = await findReview(tx, model.modelRef, id);
        if (!review) {
          throw missing(model, id);
        }
        if (review.closed) {
          return { answer: sameAgain(review, { actor, reason }), happened: [] };
        }
        const version = await findVersion(tx, model.modelRef, review.version);
        const closed = await endReview(tx, locked, {
          ...{ review, actor, reason, now, status: 'closed' },
          versionDigest: version?.digest,
          requirements: requirementsOf(config, model),
          lifecycle: config.lifecycle,
        });
        return {
          answer: closed,
          happened: [{ feature: 'governance', action: 'review-closed' }],
        };
      },
    );
    if (done) {
      await messages.reviewClosed({ model, review: answer });
    }
    return answer;
  }

  /**
   * What a reviewer should know.
   *
   * @throws `NotFoundError` when the model has no such review.
   */
  async brief(model: VisibleModel, id: string): Promise<ReviewBrief> {
    const { now } = this.#options;
    const { lifecycle } = this.#options.config;
    const { knex } = this.#options.database;
    const { modelRef } = model;
    const record = await governanceRecord(knex, modelRef, {
      withoutComments: 'decisions',
    });
    const review = record.reviews.find(one => one.id === id);
    if (!review) {
      throw missing(model, id);
    }
    const baseline = findBaseline({ lifecycle, review, record })?.version;
    const [versions, checks] = await Promise.all([
      findVersions(knex, modelRef, [review.version, baseline ?? []].flat()),
      checksByModel(knex, [modelRef]),
    ]);
    const brief = reviewBrief({
      lifecycle,
      review,
      versions,
      record,
      facts: modelFacts(model.entity),
      checks: monitoringState({
        checks: checks.get(modelRef) ?? [],
        now: now(),
      }).checks,
    });
    return { ...brief, decisions: await withTexts(knex, brief.decisions) };
  }
}

function missing({ modelRef }: VisibleModel, id: string) {
  return new NotFoundError(`'${modelRef}' has no review '${id}'`);
}

function sameAgain(
  review: Review,
  { actor, reason }: { actor: string; reason: string },
): Review {
  const { closed } = review;
  if (closed?.by !== actor || closed.reason !== reason) {
    throw new ConflictError(
      `The review was ended already, by ${closed?.by} on ${closed?.at}: ${closed?.reason}`,
    );
  }
  return review;
}
