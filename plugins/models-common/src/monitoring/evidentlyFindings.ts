import { z } from 'zod';
import { CheckKind, CheckResultReport, ResultStatus } from './schemas';
import { shorten } from './shorten';

/** What one part of a document says, before it is known where and when. */
export type Finding = Omit<
  CheckResultReport,
  'environment' | 'version' | 'kind' | 'status'
> & {
  status: ResultStatus;
  /** Data drift when left out. */
  kind?: CheckKind;
};

/**
 * Name of the check that an Evidently report's share of drifted columns becomes.
 *
 * @public
 */
export const DRIFTED_COLUMNS_CHECK = 'Share of drifted columns';

/**
 * A recognised document of which a part is not as its format says.
 *
 * @public
 */
export class MalformedReportError extends Error {
  constructor(part: string, reason: string) {
    super(`${part}: ${reason}`);
    this.name = 'MalformedReportError';
  }
}

/** Reads one part of a recognised document. */
export function parsePart<T extends z.ZodType>(
  schema: T,
  value: unknown,
  part: string,
): z.output<T> {
  const parsed = schema.safeParse(value);
  if (!parsed.success) {
    throw new MalformedReportError(part, z.prettifyError(parsed.error));
  }
  return parsed.data;
}

/** The share of columns that drifted, held against the report's own threshold. */
export function shareFinding(drift: {
  share: number;
  count: number;
  threshold: number;
}): Finding {
  return {
    check: DRIFTED_COLUMNS_CHECK,
    status: drift.share >= drift.threshold ? 'critical' : 'ok',
    value: drift.share,
    threshold: drift.threshold,
    message: `${drift.count} columns drifted`,
  };
}

/** The drift of one column. */
export function columnFinding(drift: {
  column: string;
  method: string;
  score: number;
  threshold: number;
  drifted: boolean;
}): Finding {
  return {
    check: checkName(`Drift of ${drift.column}`),
    status: drift.drifted ? 'warning' : 'ok',
    value: drift.score,
    threshold: drift.threshold,
    message: shorten(drift.method, 2_000),
  };
}

// eslint-disable-next-line no-control-regex
const CONTROL_CHARACTERS = /[\u0000-\u001f\u007f]+/g;

/** Makes the name of a check of any text. */
export function checkName(text: string): string {
  return (
    shorten(text.replace(CONTROL_CHARACTERS, ' ').trim(), 200).trim() ||
    'Unnamed'
  );
}
