/** Cuts a text to so many characters, and never through the middle of one. */
export function shorten(text: string, most: number): string {
  return text.slice(0, most).replace(/[\ud800-\udbff]$/, '');
}
