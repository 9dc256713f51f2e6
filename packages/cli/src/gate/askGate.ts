import {
  GateAnswer,
  GateQuery,
  gateAnswerSchema,
} from '@modelry/backstage-plugin-models-common';
import { readJson, readReason } from '../portalAnswers';
import { CannotAnswer, messageOf, oneLine } from '../surroundings';

/** What the portal is asked, and how it is reached. */
export interface GateQuestion {
  backend: URL;
  token: string;
  model: { namespace: string; name: string };
  query: GateQuery;
  timeoutSeconds: number;
}

/**
 * Asks the gate of a portal.
 *
 * @throws `CannotAnswer` for everything but an answer to this very question.
 */
export async function askGate(question: GateQuestion): Promise<GateAnswer> {
  const { status, text } = await send(question);
  if (status !== 200) {
    throw new CannotAnswer(
      `The portal answered ${status}: ${oneLine(readReason(text))}`,
    );
  }
  const parsed = gateAnswerSchema.safeParse(readJson(text));
  if (!parsed.success) {
    throw new CannotAnswer(
      'What answered is no gate: --url must lead to the backend of a portal with Modelry.',
    );
  }
  if (!isAbout(parsed.data, question.query)) {
    throw new CannotAnswer(
      'The portal answered another question than was asked.',
    );
  }
  return parsed.data;
}

async function send(question: GateQuestion) {
  const { token, timeoutSeconds } = question;
  try {
    const response = await fetch(toUrl(question), {
      headers: { authorization: `Bearer ${token}`, accept: 'application/json' },
      // The token is for this address, and a page to sign in is no answer.
      redirect: 'error',
      cache: 'no-store',
      signal: AbortSignal.timeout(timeoutSeconds * 1_000),
    });
    return { status: response.status, text: await response.text() };
  } catch (error) {
    const reason =
      error instanceof Error && error.name === 'TimeoutError'
        ? `no answer within ${timeoutSeconds} seconds`
        : messageOf(error);
    throw new CannotAnswer(
      `The portal could not be asked at ${question.backend.href}: ${oneLine(
        reason,
      )}`,
    );
  }
}

function toUrl({ backend, model, query }: GateQuestion): URL {
  const { namespace, name } = model;
  const path = [namespace, name].map(encodeURIComponent).join('/');
  const url = new URL(`api/models/${path}/gate`, backend);
  for (const [key, value] of Object.entries(query)) {
    if (value !== undefined) {
      url.searchParams.set(key, value);
    }
  }
  return url;
}

function isAbout(answer: GateAnswer, query: GateQuery): boolean {
  return (
    answer.version === query.version &&
    (query.stage
      ? answer.stage === query.stage
      : answer.environment === query.environment)
  );
}
