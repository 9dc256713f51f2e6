import { LoggerService } from '@backstage/backend-plugin-api';
import { ServiceUnavailableError, isError } from '@backstage/errors';
import { CatalogService } from '@backstage/plugin-catalog-node';

/** Longer than any answer takes that somebody still waits for. */
const LIMIT_MS = 15_000;

/** What the catalog says when it understood and refuses. */
const REFUSALS = new Set([
  ...['InputError', 'AuthenticationError', 'NotAllowedError'],
  ...['NotFoundError', 'ConflictError'],
]);

class NoAnswerError extends Error {}

interface Patience {
  logger: LoggerService;
  /** How long an answer, or a page of one, is waited for. */
  limitMs?: number;
}

/**
 * The catalog, which is waited for only so long, and of which it is said in words when it
 * cannot be reached or fails. What it refuses stays as it is.
 */
export function patientCatalog(
  catalog: CatalogService,
  patience: Patience,
): CatalogService {
  return new Proxy(catalog, {
    get(target, property) {
      const method: unknown = Reflect.get(target, property);
      if (typeof method !== 'function') {
        return method;
      }
      return (...args: unknown[]) => {
        const answer: unknown = method.apply(target, args);
        if (isIterable(answer)) {
          return eachInTime(answer, patience);
        }
        return answer instanceof Promise ? inTime(answer, patience) : answer;
      };
    },
  });
}

function isIterable(answer: unknown): answer is AsyncIterable<unknown> {
  return (
    typeof answer === 'object' &&
    answer !== null &&
    Symbol.asyncIterator in answer
  );
}

async function* eachInTime(pages: AsyncIterable<unknown>, patience: Patience) {
  const iterator = pages[Symbol.asyncIterator]();
  for (;;) {
    const page = await inTime(iterator.next(), patience);
    if (page.done) {
      return;
    }
    yield page.value;
  }
}

async function inTime<T>(
  answer: Promise<T>,
  { logger, limitMs = LIMIT_MS }: Patience,
): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new NoAnswerError(`No answer within ${limitMs} ms`)),
      limitMs,
    );
  });
  try {
    return await Promise.race([answer, late]);
  } catch (error) {
    if (isRefusal(error)) {
      throw error;
    }
    logger.warn('The catalog does not answer', { cause: String(error) });
    throw new ServiceUnavailableError(
      'The catalog does not answer, and without it nobody can say which models there are and who may see them. Nothing was changed: try again in a moment.',
    );
  } finally {
    clearTimeout(timer);
  }
}

function isRefusal(error: unknown): boolean {
  if (!isError(error)) {
    return false;
  }
  const { statusCode: status } = error;
  return typeof status === 'number' ? status < 500 : REFUSALS.has(error.name);
}
