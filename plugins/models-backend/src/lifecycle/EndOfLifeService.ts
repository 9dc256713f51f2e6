import {
  EndOfLife,
  EndOfLifeRequest,
} from '@modelry/backstage-plugin-models-common';
import { ModelWrites } from '../changes/ModelWrites';
import { VisibleModel } from '../kind/ModelAccess';
import { DependantNotices } from './DependantNotices';
import { clearEndOfLife, setEndOfLife } from './endOfLife';

/** Who asks, about which model. */
interface Asking {
  model: VisibleModel;
  actor: string;
  idempotencyKey?: string;
}

/** Sets when models reach their end of life, and takes it back. */
export class EndOfLifeService {
  readonly #options: {
    writes: ModelWrites;
    dependants: DependantNotices;
  };

  constructor(options: { writes: ModelWrites; dependants: DependantNotices }) {
    this.#options = options;
  }

  /**
   * Sets the end of life of a model and tells the owners of what depends on it.
   *
   * @throws `InputError` for a day that is over.
   */
  async set(
    options: Asking & { request: EndOfLifeRequest },
  ): Promise<EndOfLife> {
    const { request, ...asking } = options;
    const { writes, dependants } = this.#options;
    const { answer, done } = await writes.run(
      { ...asking, content: request, operation: 'set-end-of-life' },
      async (tx, locked, now) => {
        const { endOfLife, changed } = await setEndOfLife(tx, locked, {
          ...{ ...request, actor: asking.actor, now },
          field: 'body.date',
        });
        return {
          answer: endOfLife,
          happened: changed
            ? [{ feature: 'lifecycle', action: 'end-of-life-set' }]
            : [],
        };
      },
    );
    if (done) {
      await dependants.endOfLifeSet({ ...asking, endOfLife: answer });
    }
    return answer;
  }

  /** Takes the end of life of a model back and tells the same people. */
  async clear(
    options: Asking & { reason: string },
  ): Promise<{ cleared: boolean }> {
    const { reason, ...asking } = options;
    const { writes, dependants } = this.#options;
    const { answer, done } = await writes.run(
      { ...asking, content: { reason }, operation: 'clear-end-of-life' },
      async (tx, locked, now) => {
        const known = await clearEndOfLife(tx, locked, {
          ...{ reason, actor: asking.actor, now },
        });
        return {
          answer: { cleared: known !== undefined },
          happened: known
            ? [{ feature: 'lifecycle', action: 'end-of-life-cleared' }]
            : [],
        };
      },
    );
    if (done) {
      await dependants.endOfLifeCleared({ ...asking, reason });
    }
    return answer;
  }
}
