import { isWebLink } from '../../frame';

const LONGEST_TEXT = 10_000;

/**
 * Says what is wrong with a text that a person writes, before the server has to.
 *
 * @param missing - what to say when there is none; nothing when it may be left out.
 */
export function checkText(text: string, missing?: string): string | null {
  const { length } = text.trim();
  if (length === 0) {
    return missing ?? null;
  }
  return length > LONGEST_TEXT
    ? `Use at most ${LONGEST_TEXT.toLocaleString(
        'en',
      )} characters; these are ${length.toLocaleString('en')}`
    : null;
}

/** Says what is wrong with a link that a person writes. */
export function checkLink(link: string): string | null {
  return link.trim() === '' || isWebLink(link.trim())
    ? null
    : 'Write an absolute address that begins with https:// or http://';
}
