import { ResponseError } from '@backstage/errors';

/** What the server said went wrong, or what the browser did. */
export function explainError(error: Error): string {
  return ResponseError.is(error) ? error.cause.message : error.message;
}
