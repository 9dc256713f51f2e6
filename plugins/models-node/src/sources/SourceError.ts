/**
 * Why a source could not do its work, and what whoever runs the portal can do about it.
 *
 * @public
 */
export class SourceError extends Error {
  /** What to do about it, in a sentence. */
  readonly remedy: string;

  constructor(message: string, options: { remedy: string; cause?: unknown }) {
    super(message, { cause: options.cause });
    this.name = 'SourceError';
    this.remedy = options.remedy;
  }
}
