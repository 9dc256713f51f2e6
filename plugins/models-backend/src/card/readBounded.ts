import { InputError } from '@backstage/errors';
import { MAX_CARD_BYTES } from '@modelry/backstage-plugin-models-common';
import { Readable, addAbortSignal } from 'node:stream';

/**
 * Reads a text of bounded length.
 *
 * @throws `InputError` when it is longer than a card may be, or no UTF-8.
 */
export async function readBounded(
  content: Readable | Buffer,
  signal: AbortSignal,
): Promise<string> {
  const chunks = Buffer.isBuffer(content)
    ? [content]
    : addAbortSignal(signal, content);
  const parts: Buffer[] = [];
  let length = 0;
  for await (const chunk of chunks) {
    const part = Buffer.from(chunk);
    length += part.length;
    if (length > MAX_CARD_BYTES) {
      throw new InputError(
        `it is longer than ${
          MAX_CARD_BYTES / 1_000
        } kB; move tables and logs into documents of their own`,
      );
    }
    parts.push(part);
  }
  return decode(Buffer.concat(parts));
}

function decode(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new InputError('it is no UTF-8 text; save it as UTF-8');
  }
}
