import { machine } from './people';

/**
 * Sends a request to a backend of its own.
 *
 * @throws `Error` for an answer that is an error, and when nobody answers.
 */
export async function send(url: string, path: string, options: RequestInit) {
  const response = await fetch(url + path, options);
  const text = await response.text();
  if (!response.ok) {
    throw new Error(`${path} was answered ${response.status}: ${text}`);
  }
  return text;
}

/** Sends a body as JSON, as a machine unless the headers say otherwise. */
export function post(
  url: string,
  path: string,
  body: object,
  headers: object = {},
) {
  return send(url, path, {
    method: 'POST',
    headers: {
      authorization: machine,
      'content-type': 'application/json',
      ...headers,
    },
    body: JSON.stringify(body),
  });
}
