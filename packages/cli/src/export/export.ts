import { createWriteStream, rmSync, renameSync } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { readOptions } from '../options';
import { readReason } from '../portalAnswers';
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

/** What can be exported: the path of each below a model or above all, and its type. */
const FORMATS = {
  csv: { path: 'inventory-export', type: 'text/csv', of: 'all' },
  cyclonedx: {
    path: 'bom-export',
    type: 'application/vnd.cyclonedx+json',
    of: 'both',
  },
  card: { path: 'card-export', type: 'text/markdown', of: 'one' },
} as const;

type Format = keyof typeof FORMATS;

/**
 * `modelry export`: saves what a portal knows of one model, or of all that may be seen.
 * A file is there only when all of it has arrived.
 */
export async function exportModels(
  surroundings: Surroundings,
): Promise<ExitCode> {
  const request = readRequest(surroundings);
  const document = await send(request);
  const { file } = request;
  try {
    await (file === undefined
      ? pipeline(document, process.stdout)
      : save(document, file));
  } catch (error) {
    throw new CannotAnswer(
      `The export broke off: ${oneLine(messageOf(error))}. Run it again.`,
    );
  }
  return EXIT.yes;
}

async function save(document: Readable, file: string): Promise<void> {
  const partial = `${file}.part`;
  try {
    await pipeline(document, createWriteStream(partial));
    renameSync(partial, file);
  } catch (error) {
    rmSync(partial, { force: true });
    throw error;
  }
}

function readRequest({ args, token }: Surroundings) {
  const { values } = readOptions({
    args,
    options: {
      url: { type: 'string' },
      format: { type: 'string' },
      model: { type: 'string' },
      version: { type: 'string' },
      out: { type: 'string' },
      timeout: { type: 'string', default: '600' },
    },
  });
  const format = readFormat(values.format);
  const { of } = FORMATS[format];
  if (of === 'one' && !values.model) {
    throw new CannotAnswer(`--format ${format}: name the --model, too`, true);
  }
  if (of === 'all' && values.model) {
    throw new CannotAnswer(`--format ${format} is of all models`, true);
  }
  if (values.version && !values.model) {
    throw new CannotAnswer('--version: name the --model, too', true);
  }
  return {
    token: readToken(token),
    backend: readBackend(values.url),
    format,
    model: values.model ? readModel(values.model) : undefined,
    version: values.version,
    file: values.out,
    timeoutSeconds: readTimeout(values.timeout),
  };
}

function readFormat(text: string | undefined): Format {
  const format = Object.keys(FORMATS).find(name => name === text);
  if (!isFormat(format)) {
    throw new CannotAnswer(
      `--format: write one of ${Object.keys(FORMATS).join(', ')}`,
      true,
    );
  }
  return format;
}

function isFormat(text: string | undefined): text is Format {
  return text !== undefined && text in FORMATS;
}

async function send(
  request: ReturnType<typeof readRequest>,
): Promise<Readable> {
  const { backend, token, timeoutSeconds, format } = request;
  const { type } = FORMATS[format];
  let response: Response;
  try {
    response = await fetch(toUrl(request), {
      headers: { authorization: `Bearer ${token}`, accept: type },
      // The token is for this address, and a page to sign in is no answer.
      redirect: 'error',
      cache: 'no-store',
      signal: AbortSignal.timeout(timeoutSeconds * 1_000),
    });
  } catch (error) {
    throw new CannotAnswer(
      `The portal could not be asked at ${backend.href}: ${oneLine(
        messageOf(error),
      )}`,
    );
  }
  if (response.status !== 200) {
    throw new CannotAnswer(
      `The portal answered ${response.status}: ${oneLine(
        readReason(await response.text()),
      )}`,
    );
  }
  if (!response.body || !response.headers.get('content-type')?.includes(type)) {
    throw new CannotAnswer(
      'What answered is no export: --url must lead to the backend of a portal with Modelry.',
    );
  }
  return Readable.from(chunksOf(response.body));
}

async function* chunksOf(
  body: ReadableStream<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  const reader = body.getReader();
  let chunk = await reader.read();
  while (!chunk.done) {
    yield chunk.value;
    chunk = await reader.read();
  }
}

function toUrl({
  backend,
  model,
  format,
  version,
}: ReturnType<typeof readRequest>): URL {
  const place = model
    ? [model.namespace, model.name].map(part => `${encodeURIComponent(part)}/`)
    : [];
  const url = new URL(
    `api/models/${place.join('')}${FORMATS[format].path}`,
    backend,
  );
  if (version !== undefined) {
    url.searchParams.set('version', version);
  }
  return url;
}
