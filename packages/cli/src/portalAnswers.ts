/** Reads JSON; nothing when it is none. */
export function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** What Backstage says of an error, or the beginning of whatever was said. */
export function readReason(text: string): string {
  const body = readJson(text);
  if (typeof body === 'object' && body !== null && 'error' in body) {
    const { error } = body;
    if (typeof error === 'object' && error !== null && 'message' in error) {
      return String(error.message);
    }
  }
  return text.slice(0, 200) || 'no reason given';
}
