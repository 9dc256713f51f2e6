import {
  Decision,
  EffectiveRequirement,
  Review,
} from '@modelry/backstage-plugin-models-common';
import { ModelChanges } from '../changes/ModelChanges';
import { VisibleModel } from '../kind/ModelAccess';
import { governanceLink } from './board/governanceLink';

const DESCRIPTION_LENGTH = 500;

/** Tells people what was done about the sign-offs of models, where they must know. */
export class GovernanceMessages {
  readonly #changes: ModelChanges;

  constructor(options: { changes: ModelChanges }) {
    this.#changes = options.changes;
  }

  /** To those who are asked to decide, but not to who opened the review. */
  async reviewOpened(options: {
    model: VisibleModel;
    review: Review;
    approvers: readonly string[];
  }): Promise<void> {
    const { model, review, approvers } = options;
    await this.#send(model, {
      recipients: approvers,
      except: review.openedBy,
      title: `${titleOf(model)} ${review.version} is to enter ${
        review.stage
      } and waits for your sign-off`,
      text: review.note ?? `Opened by ${review.openedBy}`,
      severity: 'normal',
    });
  }

  /** To who opened the review, when somebody else closed it. */
  async reviewClosed(options: {
    model: VisibleModel;
    review: Review;
  }): Promise<void> {
    const { model, review } = options;
    await this.#send(model, {
      recipients: [review.openedBy],
      except: review.closed?.by,
      title: `The review of ${titleOf(model)} ${review.version} for ${
        review.stage
      } was closed`,
      text: review.closed?.reason ?? '',
      severity: 'normal',
    });
  }

  /** To the owner and to who opened the review, but not to who decided. */
  async decided(options: {
    model: VisibleModel;
    requirement: EffectiveRequirement;
    decision: Decision;
    review: Review;
  }): Promise<void> {
    const { model, requirement, decision, review } = options;
    await this.#send(model, {
      recipients: [model.owner ?? [], review.openedBy].flat(),
      except: decision.decidedBy,
      title: `${requirement.title} of ${titleOf(model)} ${
        decision.version
      }: ${inWords(decision)}`,
      text: decision.comment,
      severity: decision.decision === 'approved' ? 'normal' : 'high',
    });
  }

  /** To the owner and to who opened the review, but not to who took it back. */
  async withdrawn(options: {
    model: VisibleModel;
    decision: Decision;
    review: Review | undefined;
  }): Promise<void> {
    const { model, decision, review } = options;
    await this.#send(model, {
      recipients: [model.owner ?? [], review?.openedBy ?? []].flat(),
      except: decision.decidedBy,
      title: `${decision.requirement} of ${titleOf(model)} ${
        decision.version
      }: '${inWords(decision)}' was taken back`,
      text: decision.withdrawn?.reason ?? '',
      severity: decision.decision === 'approved' ? 'high' : 'normal',
    });
  }

  async #send(
    model: VisibleModel,
    message: {
      recipients: readonly string[];
      except?: string;
      title: string;
      text: string;
      severity: 'normal' | 'high';
    },
  ): Promise<void> {
    const { modelRef } = model;
    const { recipients, except, title, text, severity } = message;
    await this.#changes.notify({
      modelRef,
      // A machine that opened a review has no inbox.
      recipients: recipients.filter(isPersonOrGroup),
      ...(except && isPersonOrGroup(except) && { except }),
      payload: {
        title,
        description: text.slice(0, DESCRIPTION_LENGTH),
        link: governanceLink(modelRef),
        severity,
        topic: 'models.governance',
      },
    });
  }
}

function titleOf({ entity }: VisibleModel): string {
  return entity.metadata.title ?? entity.metadata.name;
}

function inWords({ decision }: Decision): string {
  return decision.replace('-', ' ');
}

function isPersonOrGroup(ref: string): boolean {
  return ref.startsWith('user:') || ref.startsWith('group:');
}
