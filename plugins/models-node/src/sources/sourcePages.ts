import { SourceError } from './SourceError';

/** More pages than any system has: one that turns in circles. */
const MOST_PAGES = 2_000;

/**
 * Reads page after page of a list.
 *
 * @throws `SourceError` when the list does not end; the pages before were no whole then.
 * @public
 */
export async function* sourcePages<T>(options: {
  /** Gets the page that a token names; the first one for an empty token. */
  read: (token: string) => Promise<T>;
  /** The token of the page after; nothing or empty text after the last one. */
  nextOf: (page: T) => string | undefined;
  /** What people call the system. */
  system: string;
  /** What the list is called in messages. */
  named: string;
  /** What stays as it is when it does not end, as a sentence. */
  kept: string;
}): AsyncGenerator<T> {
  const { read, nextOf, system, named, kept } = options;
  const seen = new Set<string>();
  let token = '';
  for (let page = 0; page < MOST_PAGES; page++) {
    const answer = await read(token);
    yield answer;
    token = nextOf(answer) ?? '';
    if (!token) {
      return;
    }
    if (seen.has(token)) {
      break;
    }
    seen.add(token);
  }
  throw new SourceError(
    `${system} goes on naming further pages of ${named}, the same again and again.`,
    { remedy: `${kept} Look at the proxy in front of it, if there is one.` },
  );
}
