import { readFileSync } from 'node:fs';
import { checkReportReceiptSchema } from '@modelry/backstage-plugin-models-common';
import { readOptions } from '../options';
import { readJson, readReason } from '../portalAnswers';
import {
  readBackend,
  readModel,
  readTimeout,
  readToken,
} from '../portalOptions';
import {
  CannotAnswer,
  EXIT,
  ExitCode,
  Surroundings,
  messageOf,
  oneLine,
} from '../surroundings';

/** More than the portal takes in. */
const MAX_BYTES = 1_048_576;

/**
 * `modelry report`: sends a document of a monitoring tool, and says yes when the portal
 * has recorded it.
 */
export async function report(surroundings: Surroundings): Promise<ExitCode> {
  const { print, complain } = surroundings;
  const request = readRequest(surroundings);
  const { status, text } = await send(request);
  if (status === 400 || status === 409 || status === 413) {
    complain(`REFUSED: ${oneLine(readReason(text))}`);
    return EXIT.no;
  }
  if (status !== 200) {
    throw new CannotAnswer(
      `The portal answered ${status}: ${oneLine(readReason(text))}`,
    );
  }
  const receipt = checkReportReceiptSchema.safeParse(readJson(text));
  if (!receipt.success) {
    throw new CannotAnswer(
      'What answered has recorded nothing: --url must lead to the backend of a portal with Modelry.',
    );
  }
  const {
    format,
    accepted,
    alreadyKnown,
    tooOld,
    status: model,
  } = receipt.data;
  print(
    oneLine(
      `RECORDED as ${format}: ${accepted} new, ${alreadyKnown} known already${
        tooOld ? `, ${tooOld} too old` : ''
      }. The model is ${model}.`,
    ),
  );
  return EXIT.yes;
}

function readRequest({ args, token }: Surroundings) {
  const { values, positionals } = readOptions({
    args,
    allowPositionals: true,
    options: {
      url: { type: 'string' },
      model: { type: 'string' },
      environment: { type: 'string' },
      version: { type: 'string' },
      'observed-at': { type: 'string' },
      kind: { type: 'string' },
      timeout: { type: 'string', default: '30' },
    },
  });
  const [file, ...others] = positionals;
  if (!file || others.length > 0) {
    throw new CannotAnswer('Name one file, or - for stdin.', true);
  }
  const { environment, version, kind } = values;
  return {
    token: readToken(token),
    backend: readBackend(values.url),
    model: readModel(values.model),
    query: { environment, version, kind, observedAt: values['observed-at'] },
    timeoutSeconds: readTimeout(values.timeout),
    document: readDocument(file),
  };
}

function readDocument(file: string): string {
  let text: string;
  try {
    text = readFileSync(file === '-' ? 0 : file, 'utf8');
  } catch (error) {
    throw new CannotAnswer(`${file} could not be read: ${messageOf(error)}`);
  }
  if (Buffer.byteLength(text) > MAX_BYTES) {
    throw new CannotAnswer(
      `${file} is larger than 1 MiB; send the report as JSON without its pictures`,
    );
  }
  if (readJson(text) === undefined) {
    throw new CannotAnswer(`${file} is no JSON`);
  }
  return text;
}

async function send(request: ReturnType<typeof readRequest>) {
  const { backend, model, query, token, document, timeoutSeconds } = request;
  const path = [model.namespace, model.name].map(encodeURIComponent).join('/');
  const url = new URL(`api/models/${path}/monitoring-reports`, backend);
  for (const [key, value] of Object.entries(query)) {
    if (value !== undefined) {
      url.searchParams.set(key, value);
    }
  }
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${token}`,
        'content-type': 'application/json',
      },
      body: document,
      // The token is for this address, and a page to sign in is no answer.
      redirect: 'error',
      signal: AbortSignal.timeout(timeoutSeconds * 1_000),
    });
    return { status: response.status, text: await response.text() };
  } catch (error) {
    throw new CannotAnswer(
      `The portal could not be reached at ${backend.href}: ${oneLine(
        messageOf(error),
      )}`,
    );
  }
}
