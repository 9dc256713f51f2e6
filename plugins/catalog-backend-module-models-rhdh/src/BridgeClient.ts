import { SourceProblem } from '@modelry/backstage-plugin-models-common';
import {
  SourceAnswerError,
  SourceHttp,
  SourceHttpOptions,
  inParallel,
} from '@modelry/backstage-plugin-models-node';
import { z } from 'zod';
import { BridgeDocument, documentSchema, listSchema } from './bridgeSchemas';
import { BridgeInstance } from './config';

/** What a bridge holds. */
export interface Bridged {
  documents: Array<{ uri: string; document: BridgeDocument }>;
  /** Those that are not understood, with what is wrong. */
  broken: Array<{ uri: string; problem: SourceProblem }>;
}

/** So many documents are asked for at the same time. */
const AT_ONCE = 8;

const collator = new Intl.Collator('en', { numeric: true });

/** Reads the documents of a bridge. */
export class BridgeClient {
  readonly #http: SourceHttp;

  constructor(
    instance: BridgeInstance,
    patience: Pick<SourceHttpOptions, 'wait' | 'timeoutMs'> = {},
  ) {
    this.#http = new SourceHttp({
      system: 'The model catalog bridge',
      server: 'the location service of the bridge',
      kept: 'Models that were taken over before are kept.',
      needs: 'read the list of models',
      ...{ url: instance.url, credentials: instance },
      ...patience,
    });
  }

  /**
   * Reads all documents, in an order that does not depend on the bridge.
   *
   * @throws `SourceError` when one of them cannot be read at all.
   */
  async read(signal: AbortSignal): Promise<Bridged> {
    const { uris } = await this.#http.getJson('list', listSchema, { signal });
    const found: Bridged = { documents: [], broken: [] };
    const sorted = [...new Set(uris)].sort(collator.compare);
    for (const { uri, answer } of await this.#documents(sorted, signal)) {
      const { success, data, error } = documentSchema.safeParse(answer);
      if (success) {
        found.documents.push({ uri, document: data });
      } else {
        found.broken.push({ uri, problem: toProblem(uri, error) });
      }
    }
    return found;
  }

  async #documents(
    uris: readonly string[],
    signal: AbortSignal,
  ): Promise<Array<{ uri: string; answer: unknown }>> {
    const answers = new Array<unknown>(uris.length);
    await inParallel(uris.entries(), {
      atOnce: AT_ONCE,
      work: async ([at, uri]) => {
        answers[at] = await this.#document(uri, signal);
      },
    });
    return uris.flatMap((uri, at) =>
      answers[at] === undefined ? [] : [{ uri, answer: answers[at] }],
    );
  }

  // What was taken away since it was listed is no model any more.
  async #document(uri: string, signal: AbortSignal): Promise<unknown> {
    // The location service lists paths; the connector of the Developer Hub lists keys.
    const path = uri.startsWith('/')
      ? uri.slice(1)
      : `models/${encodeURIComponent(uri)}`;
    try {
      return await this.#http.getJson(path, z.unknown(), { signal });
    } catch (error) {
      if (error instanceof SourceAnswerError && error.status === 404) {
        return undefined;
      }
      throw error;
    }
  }
}

function toProblem(uri: string, { issues }: z.ZodError): SourceProblem {
  const wrong = issues
    .slice(0, 3)
    .map(({ path, message }) => `${path.join('.') || 'document'}: ${message}`)
    .join('; ');
  return {
    message: `The document '${uri}' was left out: ${wrong}.`,
    remedy:
      'What was taken over of it before is kept. Mend it where it comes from: its shape is that of the model catalog schema.',
  };
}
