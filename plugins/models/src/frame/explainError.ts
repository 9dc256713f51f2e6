import { ResponseError } from '@backstage/errors';

// How browsers say that a connection could not be made or was lost: Chromium, Firefox,
// Safari, and what stands in for them elsewhere.
const LOST =
  /failed to fetch|networkerror|network request failed|load failed|fetch failed/i;

/** Whether no answer came, so that nothing says how far the request got. */
export function isUnanswered(error: Error): boolean {
  return error instanceof TypeError && LOST.test(error.message);
}

// What `ResponseError` says of an answer that did not come from a Backstage backend.
const FOREIGN = /^Request failed with status (\d{3}) ?([^,]*)/;

/** What the server or the browser said went wrong, and what to do, in words. */
export function explainError(error: Error): string {
  if (isUnanswered(error)) {
    return 'The portal did not answer. Check your connection and try again; if it stays so, tell who runs your portal.';
  }
  if (ResponseError.is(error)) {
    return explainRefusal(error);
  }
  return isUnreadable(error)
    ? 'The answer could not be read. Reload the page, as the portal may have been updated or your session may have ended; if it stays so, tell who runs your portal.'
    : error.message;
}

/** What a server says without the field of the request that it names: no form shows that. */
export function withoutField(message: string): string {
  return message.replace(/^body(\.\w+)*: /, '');
}

function explainRefusal(error: ResponseError): string {
  const { message } = error.cause;
  const [isForeign, status, name] = FOREIGN.exec(message) ?? [];
  if (error.statusCode === 401) {
    return 'Your session has ended. Reload the page to sign in again.';
  }
  if (!isForeign) {
    return message;
  }
  return `Something between you and the portal answered ${[status, name]
    .filter(Boolean)
    .join(
      ' ',
    )}. Try again in a minute; if it stays so, tell who runs your portal.`;
}

// An answer of another shape than agreed, or none in JSON, as a page to sign in is.
function isUnreadable(error: Error): boolean {
  return error.name === 'ZodError' || error.name === 'SyntaxError';
}
