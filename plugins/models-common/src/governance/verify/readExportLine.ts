import { JsonObject } from '@backstage/types';
import { z } from 'zod';
import {
  LedgerCheckpoint,
  LedgerExportLine,
  ledgerExportLineSchema,
} from '../ledgerSchemas';

type Lines = {
  [T in LedgerExportLine['type']]: LedgerExportLine & { type: T };
};

/** What is hashed of an entry or a checkpoint, as the line has it. */
export interface Chained<T> {
  hash: string;
  content: JsonObject & T;
}

/**
 * One line of an export. What is hashed stays as the line has it, with every field that
 * the format does not know: a field that was added is a change, too.
 */
export type ExportLine =
  | Lines['header']
  | Lines['end']
  | {
      type: 'entry';
      entry: Chained<{
        modelRef: string;
        sequence: number;
        previousHash: string;
      }>;
    }
  | {
      type: 'checkpoint';
      checkpoint: Chained<{ sequence: number; previousHash: string }>;
      heads: LedgerCheckpoint['heads'];
      signature?: NonNullable<LedgerCheckpoint['signature']>;
    };

/** Why a line is none, and what it seems to be about. */
export interface UnreadableLine {
  modelRef?: string;
  sequence?: number;
  reason: string;
}

/**
 * Reads one line, or says why it is none.
 *
 * @remarks
 *
 * The line may be from an attacker: whatever it holds, there is an answer.
 */
export function readExportLine(text: string): ExportLine | UnreadableLine {
  const json = parseJson(text);
  if (json === undefined) {
    return { reason: 'the line is no JSON' };
  }
  const parsed = ledgerExportLineSchema.safeParse(json);
  if (!parsed.success) {
    const [{ path, message }] = parsed.error.issues;
    return {
      ...guessSubject(json),
      reason: `the line is no part of an export (${path.join(
        '.',
      )}: ${message})`,
    };
  }
  if (hasFieldTwice(text, json)) {
    return {
      ...guessSubject(json),
      reason: 'a field stands twice in the line',
    };
  }
  const line = parsed.data;
  if (line.type === 'entry') {
    const { modelRef, sequence, previousHash, hash } = line.entry;
    const { hash: _, ...raw } = objectIn(json, 'entry');
    return {
      type: 'entry',
      entry: { hash, content: { ...raw, modelRef, sequence, previousHash } },
    };
  }
  if (line.type === 'checkpoint') {
    const { sequence, heads, previousHash, hash, signature } = line.checkpoint;
    const { hash: _, signature: __, ...raw } = objectIn(json, 'checkpoint');
    return {
      type: 'checkpoint',
      checkpoint: { hash, content: { ...raw, sequence, previousHash } },
      heads,
      ...(signature && { signature }),
    };
  }
  return line;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const subjectSchema = z.object({
  entry: z.object({
    modelRef: z.string().optional().catch(undefined),
    sequence: z.number().optional().catch(undefined),
  }),
});

function guessSubject(json: unknown): Omit<UnreadableLine, 'reason'> {
  return subjectSchema.safeParse(json).data?.entry ?? {};
}

// Of a field that stands twice JSON.parse takes the last, and other readers the first:
// what was verified would not be what they see.
function hasFieldTwice(text: string, json: unknown): boolean {
  const withoutTexts = text.replace(/"[^"\\]*(?:\\.[^"\\]*)*"/g, '');
  return withoutTexts.split(':').length - 1 !== countFields(json);
}

function countFields(json: unknown): number {
  if (typeof json !== 'object' || json === null) {
    return 0;
  }
  const values: unknown[] = Object.values(json);
  return values.reduce<number>(
    (sum, value) => sum + countFields(value),
    Array.isArray(json) ? 0 : values.length,
  );
}

// Only what the schema has found to be there is asked for.
function objectIn(json: unknown, key: string): JsonObject {
  return (json as Record<string, JsonObject>)[key];
}
