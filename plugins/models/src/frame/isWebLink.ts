/** Tells whether a link leads to a web page, and nowhere else. */
export function isWebLink(link: string): boolean {
  if (!URL.canParse(link)) {
    return false;
  }
  const { protocol, username, password } = new URL(link);
  return /^https?:$/.test(protocol) && !username && !password;
}
