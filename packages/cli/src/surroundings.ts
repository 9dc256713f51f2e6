/** What a command gets from outside, and how it speaks. */
export interface Surroundings {
  /** The arguments of the command. */
  args: string[];
  /** The access token, when the environment holds one. */
  token?: string;
  /** Writes a line of the answer. */
  print(line: string): void;
  /** Writes a line about what went wrong. */
  complain(line: string): void;
}

/** How a command ends; anything but `yes` stops a pipeline. */
export const EXIT = {
  /** The ledger is intact, or the gate allows. */
  yes: 0,
  /** The ledger is broken, or the gate denies. */
  no: 1,
  /** The question was wrong, or could not be answered. */
  unknown: 2,
} as const;

/** One of {@link EXIT}. */
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** A command that cannot answer; the message says why and what to do. */
export class CannotAnswer extends Error {
  constructor(
    message: string,
    /** Whether the command was called in a wrong way. */
    readonly usage = false,
  ) {
    super(message);
    this.name = 'CannotAnswer';
  }
}

// eslint-disable-next-line no-control-regex
const CONTROL_CHARACTERS = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g;

/**
 * Makes one line of a text of others: no terminal or pipeline may take a part of it
 * for a command.
 */
export function oneLine(text: string): string {
  return text.replace(CONTROL_CHARACTERS, ' ').trim();
}

/** The message of whatever was thrown, with what caused it. */
export function messageOf(error: unknown): string {
  if (!(error instanceof Error)) {
    return String(error);
  }
  return error.cause === undefined
    ? error.message
    : `${error.message}: ${messageOf(error.cause)}`;
}
