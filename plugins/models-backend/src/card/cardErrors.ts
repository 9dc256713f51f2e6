import { isError } from '@backstage/errors';

/** Whether a source says that what is known is still current. */
export function isNotModified(error: unknown): boolean {
  return isError(error) && error.name === 'NotModifiedError';
}

/** Says to the reader of a page why a card could not be read and what helps. */
export function explainCardError(error: unknown, location: string): string {
  if (!isError(error)) {
    return `${location} could not be read`;
  }
  switch (error.name) {
    case 'NotFoundError':
      return `There is no card at ${location}; correct spec.card of the model`;
    case 'NotAllowedError':
      return `${location} may not be read: ${error.message}. Ask your portal's administrators to allow its host in integrations or backend.reading.allow`;
    case 'AbortError':
    case 'TimeoutError':
      return `${location} did not answer in time; it is asked again in a minute`;
    case 'InputError':
      return `${location} is no card: ${error.message}`;
    default:
      return `${location} could not be read: ${error.message}`;
  }
}
