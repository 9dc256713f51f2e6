import {
  SourceAnswerError,
  SourceError,
} from '@modelry/backstage-plugin-models-node';
import { KubernetesClient } from './KubernetesClient';
import { Revision } from './resources';

/**
 * Reads revisions of one cluster during one listing.
 *
 * A cluster that does not answer is not asked for another: each would take its time, and what
 * the list itself says is worth more.
 */
export class Revisions {
  readonly #cluster: string;
  readonly #kubernetes: KubernetesClient;
  readonly #signal: AbortSignal;
  #broken?: SourceError;

  constructor(options: {
    cluster: string;
    kubernetes: KubernetesClient;
    signal: AbortSignal;
  }) {
    this.#cluster = options.cluster;
    this.#kubernetes = options.kubernetes;
    this.#signal = options.signal;
  }

  /** What a revision says of itself, or why it cannot be told. */
  async read(at: {
    namespace: string;
    name: string;
  }): Promise<Revision | SourceError> {
    if (this.#broken) {
      return this.#broken;
    }
    try {
      return await this.#kubernetes.revision(
        { ...at, cluster: this.#cluster },
        this.#signal,
      );
    } catch (error) {
      if (!(error instanceof SourceError)) {
        throw error;
      }
      const mayPass =
        !(error instanceof SourceAnswerError) || error.status >= 429;
      this.#broken = mayPass ? error : undefined;
      return error;
    }
  }
}
