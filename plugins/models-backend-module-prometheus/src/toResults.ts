import {
  CheckResultReport,
  judgeValue,
} from '@modelry/backstage-plugin-models-common';
import { Duration } from 'luxon';
import { Range, Series } from './PrometheusClient';
import { PrometheusCheck } from './config';

/** What may be missed in a row before a check is stale. */
const MISSED_STEPS = 3;
const SHORTEST_SILENCE_MS = 15 * 60_000;
const ENVIRONMENT = /^[a-z0-9]([a-z0-9._-]{0,61}[a-z0-9])?$/;

/** What a query says of one check, and what it was asked. */
interface Answered {
  check: PrometheusCheck;
  range: Range;
  series: readonly Series[];
  /** Environments of which results are known, '' for none. */
  known: ReadonlySet<string>;
}

/**
 * What a check observed. Where there is no number at the end of the range it could not
 * be checked, and says so: no data is no good news.
 */
export function toResults(answered: Answered): CheckResultReport[] {
  const { check, series, known } = answered;
  const byEnvironment = new Map<string, Series[]>();
  for (const one of series) {
    const environment = environmentOf(check, one);
    const alike = byEnvironment.get(environment) ?? [];
    byEnvironment.set(environment, [...alike, one]);
  }
  const environments = new Set([...byEnvironment.keys(), ...known]);
  return [...environments].flatMap(environment =>
    resultsIn(answered, environment, byEnvironment.get(environment) ?? []),
  );
}

function environmentOf(
  { environment, environmentLabel }: PrometheusCheck,
  { metric }: Series,
): string {
  const said = environmentLabel && metric[environmentLabel];
  return said && ENVIRONMENT.test(said) ? said : environment ?? '';
}

function resultsIn(
  { check, range }: Answered,
  environment: string,
  series: readonly Series[],
): CheckResultReport[] {
  const about = {
    ...{ check: check.check, kind: check.kind },
    ...(environment && { environment }),
    allowedSilence: silenceOf(check),
  };
  const failed = (message: string): CheckResultReport[] => [
    { ...about, status: 'error', message, observedAt: toIso(range.end) },
  ];
  const [one, ...others] = series;
  if (others.length > 0) {
    return failed(
      `The query found ${series.length} series and not one: sum them up or take the worst in the query, e.g. with max(…)`,
    );
  }
  const points = (one?.values ?? []).flatMap(([seconds, text]) => {
    const value = Number(text);
    return Number.isFinite(value)
      ? [{ ...about, ...found(check, one, value), observedAt: toIso(seconds) }]
      : [];
  });
  const isCurrent = points.at(-1)?.observedAt === toIso(range.end);
  return isCurrent || check.noData === 'silent'
    ? points
    : [...points, ...failed(whyNothing(one))];
}

function whyNothing(series: Series | undefined): string {
  const last = series?.values.at(-1)?.[1];
  return last && !Number.isFinite(Number(last))
    ? `No data: Prometheus says ${last.slice(0, 20)}`
    : 'No data: Prometheus found nothing';
}

function found(check: PrometheusCheck, { metric }: Series, value: number) {
  const { unit, direction, warning, critical, versionLabel } = check;
  const version = versionLabel && metric[versionLabel]?.trim().slice(0, 128);
  const isJudged = warning !== undefined || critical !== undefined;
  const threshold = { direction, warning, critical, hysteresis: 0 };
  const judged = isJudged && judgeValue({ value, threshold, level: 'ok' });
  return {
    value,
    ...(unit && { unit }),
    ...(version && { version }),
    ...(judged && { status: judged.status, threshold: judged.limit }),
  };
}

function silenceOf({ allowedSilence, step }: PrometheusCheck): string {
  const millis = Duration.fromISO(step).toMillis() * MISSED_STEPS;
  return (
    allowedSilence ??
    Duration.fromMillis(Math.max(millis, SHORTEST_SILENCE_MS))
      .rescale()
      .toISO() ??
    step
  );
}

function toIso(seconds: number): string {
  return new Date(seconds * 1_000).toISOString();
}
