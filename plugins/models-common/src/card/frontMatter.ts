import { parseDocument } from 'yaml';

/** A Markdown document, taken apart. */
export interface FrontMatter {
  /** The fields that stand before the text; empty when there are none. */
  fields: unknown;
  /** The text. */
  body: string;
  /** Why the fields could not be read. */
  problem?: string;
}

// A card of a few lines must not become one of gigabytes.
const MAX_ALIASES = 50;

const FENCE = /^---[ \t]*$/;

/**
 * Splits a document into the YAML before its text, and the text.
 *
 * @remarks
 *
 * All scalars stay the texts that were written: `no` is a language, and `1.10` a version.
 */
export function splitFrontMatter(document: string): FrontMatter {
  const text = document.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n');
  const lines = text.split('\n');
  if (!FENCE.test(lines[0])) {
    return { fields: {}, body: text };
  }
  const end = lines.findIndex((line, index) => index > 0 && FENCE.test(line));
  if (end < 0) {
    return {
      fields: {},
      body: text,
      problem:
        "The front matter begins with '---' and never ends; write '---' on a line of its own below it",
    };
  }
  const body = lines.slice(end + 1).join('\n');
  return { body, ...readYaml(lines.slice(1, end).join('\n')) };
}

function readYaml(yaml: string): Pick<FrontMatter, 'fields' | 'problem'> {
  const document = parseDocument(yaml, {
    schema: 'failsafe',
    uniqueKeys: false,
    logLevel: 'silent',
  });
  const [error] = document.errors;
  if (error) {
    // The first line of the card is the fence.
    const line = error.linePos ? error.linePos[0].line + 1 : undefined;
    const [what] = error.message.split('\n');
    return {
      fields: {},
      problem: `The front matter is no valid YAML${
        line ? ` (line ${line} of the card)` : ''
      }: ${what.replace(/ at line \d+, column \d+:?$/, '')}`,
    };
  }
  try {
    return { fields: document.toJS({ maxAliasCount: MAX_ALIASES }) ?? {} };
  } catch (cause) {
    return {
      fields: {},
      problem: `The front matter cannot be read: ${
        cause instanceof Error ? cause.message : String(cause)
      }`,
    };
  }
}
