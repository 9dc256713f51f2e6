import { z } from 'zod';
import { MAX_CARD_BYTES, readModelCard } from './readModelCard';

/** The text of a card that somebody sends. */
export const cardTextSchema = z.string().superRefine((text, context) => {
  const message = problemOf(text);
  if (message) {
    context.addIssue({ code: 'custom', message });
  }
});

function problemOf(text: string): string | undefined {
  if (new TextEncoder().encode(text).length > MAX_CARD_BYTES) {
    return `must be at most ${
      MAX_CARD_BYTES / 1_000
    } kB; move tables and logs into documents of their own`;
  }
  const read = readModelCard(text);
  return 'problem' in read ? read.problem : undefined;
}
