import { LoggerService } from '@backstage/backend-plugin-api';
import { EventsService } from '@backstage/plugin-events-node';
import { SignalsService } from '@backstage/plugin-signals-node';
import {
  NotificationSendOptions,
  NotificationService,
} from '@backstage/plugin-notifications-node';
import {
  MODEL_CHANGED_TOPICS,
  ModelChangedEvent,
  ModelChangedSignal,
} from '@modelry/backstage-plugin-models-common';
import { SignalChannels } from './SignalChannels';

const DELIVERY_TIMEOUT_MS = 5_000;

class NoAnswerError extends Error {
  constructor() {
    super(`No answer within ${DELIVERY_TIMEOUT_MS} ms`);
  }
}

/**
 * Tells others that a model changed: plugins by an event, open pages by a signal,
 * and people by a notification where they must act.
 *
 * What changed is committed by then. A message that cannot be delivered is logged
 * and nothing else: it must not make the caller repeat what was done.
 */
export class ModelChanges {
  readonly #options: {
    events: EventsService;
    signals: SignalsService;
    channels: SignalChannels;
    notifications: NotificationService;
    logger: LoggerService;
  };

  constructor(options: {
    events: EventsService;
    signals: SignalsService;
    channels: SignalChannels;
    notifications: NotificationService;
    logger: LoggerService;
  }) {
    this.#options = options;
  }

  /** Publishes the event and the signal of a change. */
  async announce(change: ModelChangedEvent): Promise<void> {
    const message: ModelChangedSignal = { feature: change.feature };
    await this.#deliver('event', change.modelRef, () =>
      this.#options.events.publish({
        topic: MODEL_CHANGED_TOPICS[change.feature],
        eventPayload: change,
        metadata: { action: change.action },
      }),
    );
    await this.#deliver('signal', change.modelRef, () =>
      this.#options.signals.publish({
        recipients: { type: 'broadcast' },
        channel: this.#options.channels.channelOf(change.modelRef),
        message,
      }),
    );
  }

  /**
   * Notifies people and groups about a model, each once; nobody when there are none.
   *
   * @returns whether nobody is left to be told. What got no answer in time counts as
   *   told: it may well arrive, and people would get it once more with each attempt.
   */
  async notify(options: {
    modelRef: string;
    /** Entity refs. */
    recipients: readonly string[];
    /** Who caused it and needs no telling. */
    except?: string;
    payload: NotificationSendOptions['payload'];
  }): Promise<boolean> {
    const { modelRef, except, payload } = options;
    const recipients = [...new Set(options.recipients)].filter(
      ref => ref !== except,
    );
    if (recipients.length === 0) {
      return true;
    }
    return this.#deliver('notification', modelRef, () =>
      this.#options.notifications.send({
        recipients: {
          type: 'entity',
          entityRef: recipients.length === 1 ? recipients[0] : recipients,
          ...(except && { excludeEntityRef: except }),
        },
        payload,
      }),
    );
  }

  async #deliver(
    what: string,
    modelRef: string,
    send: () => Promise<void>,
  ): Promise<boolean> {
    try {
      await withinTime(send());
      return true;
    } catch (error) {
      const isLate = error instanceof NoAnswerError;
      this.#options.logger.warn(
        `Could not send the ${what} about '${modelRef}'`,
        {
          cause: String(error),
        },
      );
      return isLate;
    }
  }
}

// A service that hangs must not keep the caller waiting for what is done already.
async function withinTime(sending: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new NoAnswerError()), DELIVERY_TIMEOUT_MS);
  });
  try {
    await Promise.race([sending, late]);
  } finally {
    clearTimeout(timer);
  }
}
