import {
  SourceAnswerError,
  SourceError,
  SourceHttp,
  SourceHttpOptions,
} from '@modelry/backstage-plugin-models-node';
import { z } from 'zod';
import { PrometheusInstance } from './config';

const seriesSchema = z.object({
  metric: z.record(z.string(), z.string()),
  values: z.array(z.tuple([z.number(), z.string()])),
});

const rangeSchema = z.object({
  status: z.literal('success'),
  data: z.object({
    resultType: z.literal('matrix'),
    result: z.array(seriesSchema),
  }),
  warnings: z.array(z.string()).optional(),
});

/** How Prometheus calls it that a query took longer than it may. */
const TIMEOUT = 'timeout';

const refusalSchema = z.object({ errorType: z.string(), error: z.string() });

/**
 * A query took too long. The server is there, and another query may well be answered.
 */
export class QueryTimeoutError extends SourceError {}

/** One series, as Prometheus writes it: seconds, and values as text. */
export type Series = z.output<typeof seriesSchema>;

/** A stretch of time, in seconds since 1970, and the distance of its points. */
export interface Range {
  start: number;
  end: number;
  step: number;
}

/** Asks a server how values went. */
export class PrometheusClient {
  readonly #http: SourceHttp;

  constructor(instance: PrometheusInstance, wait?: SourceHttpOptions['wait']) {
    this.#http = new SourceHttp({
      ...{ system: 'Prometheus', server: 'Prometheus itself' },
      kept: 'What was recorded before is kept; checks that hear nothing become stale.',
      needs: 'query',
      ...{ url: instance.url, credentials: instance, wait },
      explainRefusal: answer => {
        const { errorType, error } = refusalSchema.parse(answer);
        return `${errorType}: ${error.slice(0, 500)}`;
      },
    });
  }

  async range(
    query: string,
    range: Range,
    signal: AbortSignal,
  ): Promise<{ series: Series[]; warnings: string[] }> {
    const { data, warnings = [] } = await this.#http
      .getJson('api/v1/query_range', rangeSchema, {
        signal,
        named: 'a query',
        query: {
          query,
          start: `${range.start}`,
          end: `${range.end}`,
          step: `${range.step}`,
          timeout: '25s',
        },
      })
      .catch((error: unknown) => {
        throw isTimeout(error)
          ? new QueryTimeoutError(error.message, error)
          : error;
      });
    return { series: data.result, warnings };
  }
}

// A server that is overloaded or not ready answers with 503, too, but says something else.
function isTimeout(error: unknown): error is SourceAnswerError {
  return (
    error instanceof SourceAnswerError &&
    error.status === 503 &&
    error.message.includes(`: ${TIMEOUT}: `)
  );
}
