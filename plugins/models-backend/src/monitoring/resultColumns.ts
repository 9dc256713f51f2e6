import {
  CheckResult,
  Judgement,
  Observation,
  resultStatusSchema,
} from '@modelry/backstage-plugin-models-common';
import { TimeColumn, toIso, withoutNulls } from '../database/columns';

/** The columns of one observation and of what is made of it. */
export interface ResultColumns {
  status: string;
  reported_status: string | null;
  value: number | null;
  threshold: number | null;
  limit_value: number | null;
  unit: string | null;
  message: string | null;
  version: string | null;
  observed_at: TimeColumn;
}

/** Reads what the sender said. */
export function toObservation(row: ResultColumns): Observation {
  const { value, threshold, unit, message, version } = row;
  return {
    ...(row.reported_status !== null && {
      status: resultStatusSchema.parse(row.reported_status),
    }),
    ...withoutNulls({ value, threshold, unit, message, version }),
    observedAt: toIso(row.observed_at),
  };
}

/** Reads an observation together with what was made of it. */
export function toJudgement(row: ResultColumns): Judgement {
  return {
    observation: toObservation(row),
    status: resultStatusSchema.parse(row.status),
    ...(row.limit_value !== null && { limit: row.limit_value }),
  };
}

/** Shows a judged observation. */
export function toResult({
  observation,
  status,
  limit,
}: Judgement): CheckResult {
  const {
    status: said,
    value,
    unit,
    message,
    version,
    observedAt,
  } = observation;
  const threshold = limit ?? observation.threshold;
  return {
    status,
    ...(said && said !== status && { reportedStatus: said }),
    ...(value !== undefined && { value }),
    ...(threshold !== undefined && { threshold }),
    ...(unit && { unit }),
    ...(message && { message }),
    ...(version && { version }),
    observedAt,
  };
}

/** The columns of a judged observation; its time is ISO 8601. */
export function fromJudgement({ observation, status, limit }: Judgement) {
  return {
    status,
    reported_status: observation.status ?? null,
    value: observation.value ?? null,
    threshold: observation.threshold ?? null,
    limit_value: limit ?? null,
    unit: observation.unit ?? null,
    message: observation.message ?? null,
    version: observation.version ?? null,
    observed_at: observation.observedAt,
  };
}
