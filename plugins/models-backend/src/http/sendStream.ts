import { Response } from 'express';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

/**
 * Sends a document line by line, as fast as the receiver takes it: however long it is,
 * only a little of it is in memory.
 *
 * A failure before the first line is answered as an error. A later one ends the
 * connection before the document is complete, so that the receiver notices.
 */
export async function sendStream(
  response: Response,
  document: { type: string; fileName: string; lines: AsyncIterable<string> },
): Promise<void> {
  const lines = document.lines[Symbol.asyncIterator]();
  const first = await lines.next();
  response.status(200);
  response.setHeader('Content-Type', `${document.type}; charset=utf-8`);
  response.setHeader(
    'Content-Disposition',
    `attachment; filename="${document.fileName}"`,
  );
  // What it says may be read by one caller and not by the next.
  response.setHeader('Cache-Control', 'no-store');
  await pipeline(Readable.from(all(first, lines)), response);
}

async function* all(
  first: IteratorResult<string>,
  rest: AsyncIterator<string>,
): AsyncGenerator<string> {
  let next = first;
  try {
    while (!next.done) {
      yield next.value;
      next = await rest.next();
    }
  } finally {
    await rest.return?.();
  }
}
