import { SourceProblem } from '@modelry/backstage-plugin-models-common';
import { SourceError } from './SourceError';

const LONGEST = 2_000;

/** What is said of a run that failed; always with what to do about it. */
export function toSourceProblem(
  error: unknown,
  signal: AbortSignal,
): SourceProblem {
  if (error instanceof SourceError) {
    return cutProblem(error);
  }
  if (signal.aborted) {
    return {
      message: 'The run was ended before it was done.',
      remedy:
        'It runs again by itself. When it happens each time, the schedule gives it too little time: raise its timeout.',
    };
  }
  const message = error instanceof Error ? error.message : String(error);
  return {
    message: cut(message.trim() || 'The run failed and did not say why.'),
    remedy:
      'It runs again by itself. When it goes on, look for the name of the source in the log of the backend.',
  };
}

/** A problem that is short enough to be told. */
export function cutProblem({ message, remedy }: SourceProblem): SourceProblem {
  return { message: cut(message), remedy: cut(remedy) };
}

function cut(text: string): string {
  return text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text;
}
