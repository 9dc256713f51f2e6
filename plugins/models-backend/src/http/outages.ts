import { LoggerService } from '@backstage/backend-plugin-api';
import { ErrorLike, ServiceUnavailableError, isError } from '@backstage/errors';
import { ErrorRequestHandler } from 'express';

/** Codes of errors of the network below a database. */
const BROKEN_CONNECTION = /^(ECONN|EPIPE|ETIMEDOUT|EHOST|ENET|ENOTFOUND|EAI_)/;

/** Connection exceptions, too many connections, and a server that starts or stops. */
const AWAY = /^(08...|53300|57P0[1-5])$/;

/** Disk or memory of the server is full. */
const FULL = /^(53[12]00|SQLITE_FULL)$/;

/** SQLite ended the transaction by itself, as it does when it cannot write any more. */
const ENDED = /cannot rollback - no transaction is active/;

/** A standby that does not take writes yet, or a disk that takes none any more. */
const READ_ONLY = /^(25006|SQLITE_READONLY.*|SQLITE_IOERR.*)$/;

/** Another process holds the file. */
const BUSY = /^SQLITE_BUSY.*$/;

/** Any other code of a database. */
const REFUSED = /^([0-9A-Z]{5}|SQLITE_.+)$/;

/** What drivers say of a connection that they lost, without a code. */
const LOST =
  /^(Connection terminated|Client has encountered a connection error|timeout expired|Knex: Timeout acquiring a connection|Unable to acquire a connection|Transaction query already complete)/;

const AGAIN =
  'Nothing is half-written: try again in a moment, under the same Idempotency-Key if you sent one.';

function codeOf(error: ErrorLike): string {
  return typeof error.code === 'string' ? error.code : '';
}

/**
 * Says of an error of the database what holds for whoever asked; nothing for other errors.
 *
 * Messages of drivers name hosts, statements and values, which nobody outside may read.
 */
export function explainOutage(error: ErrorLike): Error | undefined {
  const code = codeOf(error);
  // Drivers and pools wrap what they say about the connection in the statement.
  const message = error.message.split(' - ').at(-1) ?? '';
  if (
    BROKEN_CONNECTION.test(code) ||
    AWAY.test(code) ||
    LOST.test(error.message) ||
    LOST.test(message)
  ) {
    return new ServiceUnavailableError(
      `The database cannot be reached. ${AGAIN}`,
    );
  }
  if (FULL.test(code) || ENDED.test(error.message)) {
    return new ServiceUnavailableError(
      'The database is full, and takes nothing until your portal’s administrators make room. Nothing is half-written.',
    );
  }
  if (READ_ONLY.test(code)) {
    return new ServiceUnavailableError(
      `The database takes no writes now. ${AGAIN}`,
    );
  }
  if (BUSY.test(code)) {
    return new ServiceUnavailableError(`The database is busy. ${AGAIN}`);
  }
  return REFUSED.test(code)
    ? new Error('The database refused this; the log of the backend says why.')
    : undefined;
}

/** Answers when the database is away or full, in words; the log has the error itself. */
export function answerOutages(options: {
  logger: LoggerService;
}): ErrorRequestHandler {
  return (error, request, _response, next) => {
    const explained = isError(error) ? explainOutage(error) : undefined;
    if (explained) {
      options.logger.error(
        `${request.method} ${request.path}: ${explained.message}`,
        { cause: String(error) },
      );
    }
    next(explained ?? error);
  };
}
