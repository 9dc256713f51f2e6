import { parseModelRef } from '@modelry/backstage-plugin-models-common';
import { CannotAnswer, messageOf } from './surroundings';

/** Reads where the backend of the portal is. */
export function readBackend(url: string | undefined): URL {
  const backend =
    url && URL.canParse(url)
      ? new URL(`${url.replace(/(?<!\/)\/+$/, '')}/`)
      : undefined;
  if (!backend || !/^https?:$/.test(backend.protocol)) {
    throw new CannotAnswer(
      'Name the backend of the portal: --url https://portal.example.com',
      true,
    );
  }
  return backend;
}

/** Reads which model is meant. */
export function readModel(ref: string | undefined) {
  if (!ref) {
    throw new CannotAnswer('Name the model: --model default/churn', true);
  }
  try {
    return parseModelRef(ref);
  } catch (error) {
    throw new CannotAnswer(messageOf(error), true);
  }
}

/** Reads how long an answer may take. */
export function readTimeout(text: string): number {
  const seconds = Number(text);
  if (!(seconds > 0 && seconds <= 3_600)) {
    throw new CannotAnswer('--timeout: write 1 to 3600 seconds', true);
  }
  return seconds;
}

/** Reads the access token. */
export function readToken(token: string | undefined): string {
  if (!token) {
    throw new CannotAnswer(
      'Put an access token of the portal into the environment variable MODELRY_TOKEN.',
    );
  }
  return token;
}
