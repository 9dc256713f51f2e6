import { closeSync, openSync, readSync } from 'node:fs';
import { CannotAnswer, messageOf } from '../surroundings';

const CHUNK_BYTES = 1 << 20;

/** A checkpoint over a million ledgers is longer than any entry, and fits. */
const MAX_LINE_CHARACTERS = 1 << 28;

const STDIN = 0;

/**
 * Reads the lines of a file, or of stdin when it is named `-`, one after the other: a
 * ledger may be larger than the memory.
 *
 * @throws `CannotAnswer` when it cannot be read or is no UTF-8.
 */
export function* readLines(file: string): Generator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  const pieces: string[] = [];
  let length = 0;
  for (const chunk of readChunks(file)) {
    const lines = decode(decoder, file, chunk).split('\n');
    for (const [index, piece] of lines.entries()) {
      pieces.push(piece);
      length += piece.length;
      if (length > MAX_LINE_CHARACTERS) {
        throw new CannotAnswer(
          `${nameOf(file)} is no ledger: a line is too long.`,
        );
      }
      if (index < lines.length - 1) {
        yield pieces.join('');
        pieces.length = 0;
        length = 0;
      }
    }
  }
  const rest = pieces.join('') + decode(decoder, file);
  if (rest) {
    yield rest;
  }
}

/** What messages call the file. */
export function nameOf(file: string): string {
  return file === '-' ? 'What came from stdin' : file;
}

function decode(
  decoder: TextDecoder,
  file: string,
  chunk?: Uint8Array,
): string {
  try {
    return decoder.decode(chunk, { stream: chunk !== undefined });
  } catch {
    throw new CannotAnswer(
      `${nameOf(
        file,
      )} is no UTF-8. Export it again, and save the answer as it comes.`,
    );
  }
}

function* readChunks(file: string): Generator<Uint8Array> {
  const descriptor = file === '-' ? STDIN : open(file);
  const buffer = Buffer.allocUnsafe(CHUNK_BYTES);
  try {
    for (;;) {
      const size = read(descriptor, buffer, file);
      if (size === 0) {
        return;
      }
      yield buffer.subarray(0, size);
    }
  } finally {
    if (descriptor !== STDIN) {
      closeSync(descriptor);
    }
  }
}

function open(file: string): number {
  try {
    return openSync(file, 'r');
  } catch (error) {
    throw new CannotAnswer(`${file} cannot be read: ${messageOf(error)}`);
  }
}

function read(descriptor: number, buffer: Buffer, file: string): number {
  for (;;) {
    try {
      return readSync(descriptor, buffer);
    } catch (error) {
      switch (codeOf(error)) {
        // Windows says this at the end of a pipe.
        case 'EOF':
          return 0;
        // Whoever writes into the pipe is slower than this.
        case 'EAGAIN':
          pause();
          break;
        default:
          throw new CannotAnswer(
            `${nameOf(file)} cannot be read: ${messageOf(error)}`,
          );
      }
    }
  }
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}

function pause(): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20);
}
