import { isWebLink } from '../frame';

const NO_PICTURE = 'about:blank';

/**
 * Where a link of a card may lead: to a web page, a mail address, or within the card.
 *
 * @param location - where the card is, which its relative links start from.
 * @returns nothing for all other links.
 */
export function safeLink(href: string, location: string | undefined): string {
  if (href.startsWith('#')) {
    return href;
  }
  const base = location && URL.canParse(location) ? location : undefined;
  if (!URL.canParse(href, base)) {
    return '';
  }
  const url = new URL(href, base);
  return url.protocol === 'mailto:' || isWebLink(url.href) ? url.href : '';
}

/** Where a picture of a card may be: on the web, or nowhere. */
export function safeImage(src: string): string {
  return isWebLink(src) ? src : NO_PICTURE;
}
