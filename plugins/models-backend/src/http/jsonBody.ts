import { InputError } from '@backstage/errors';
import express, {
  ErrorRequestHandler,
  NextFunction,
  Request,
  RequestHandler,
  Response,
} from 'express';
import { CLOUD_EVENT_TYPES } from './cloudEvents';

const MAX_BODY = '1mb';

const CHARSET = /;\s*charset\s*=\s*"?([^";\s]+)"?/i;

/**
 * Reads JSON bodies, and refuses those that are no UTF-8.
 *
 * Express would put replacement characters in the place of what it cannot read: a
 * comment would then be recorded for ever as something that nobody wrote.
 */
export function jsonBody(): Array<RequestHandler | ErrorRequestHandler> {
  return [
    express.raw({
      type: ['application/json', ...CLOUD_EVENT_TYPES],
      limit: MAX_BODY,
    }),
    (request: Request, _: Response, next: NextFunction) => {
      if (Buffer.isBuffer(request.body)) {
        request.body = parse(request.body, request.header('Content-Type'));
      }
      next();
    },
    (error: Error, _request: Request, _: Response, next: NextFunction) => {
      if ('type' in error && error.type === 'entity.too.large') {
        error.message =
          'body: is larger than 1 MiB; send less at once, in more requests';
      }
      next(error);
    },
  ];
}

function parse(body: Buffer, contentType: string | undefined): unknown {
  const charset = contentType?.match(CHARSET)?.[1];
  if (charset && !/^(utf-?8|us-ascii)$/i.test(charset)) {
    throw new InputError(
      `Content-Type: the charset '${charset.slice(
        0,
        40,
      )}' is not supported; send application/json in UTF-8`,
    );
  }
  const text = decode(body);
  try {
    return JSON.parse(text);
  } catch {
    throw new InputError('body: is not JSON; send application/json');
  }
}

function decode(body: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(body);
  } catch {
    throw new InputError(
      'body: is not UTF-8; save it as UTF-8 and send it again',
    );
  }
}
