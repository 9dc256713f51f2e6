import { stringifyEntityRef } from '@backstage/catalog-model';
import {
  ModelEntity,
  SourceProblem,
} from '@modelry/backstage-plugin-models-common';
import { parse } from 'yaml';
import { z } from 'zod';
import { PrometheusCheck, PrometheusInstance, checkSchema } from './config';
import { fillTemplate } from './queryTemplate';

/** Values for placeholders, as `name=value,other=value`. */
export const VALUES_ANNOTATION = 'modelry.dev/prometheus-values';
/** The server that a model is to be looked for on, where there are several. */
export const INSTANCE_ANNOTATION = 'modelry.dev/prometheus-instance';
/** Checks of this model alone, as YAML. */
export const CHECKS_ANNOTATION = 'modelry.dev/prometheus-checks';

const MOST_CHECKS = 50;

/** A check of one model, with the query that is asked. */
export interface AskedCheck {
  check: PrometheusCheck;
  query: string;
  /** Whether somebody said of this model that it is to be found here. */
  isExpected: boolean;
}

/** The checks of a model on a server, and what is wrong with those it declares itself. */
export function checksOf(
  entity: ModelEntity,
  instance: PrometheusInstance,
): { checks: AskedCheck[]; problems: SourceProblem[] } {
  const { annotations = {} } = entity.metadata;
  const wanted = annotations[INSTANCE_ANNOTATION];
  if (wanted !== undefined && wanted !== instance.id) {
    return { checks: [], problems: [] };
  }
  const values = valuesOf(entity);
  const isExpected =
    wanted !== undefined || annotations[VALUES_ANNOTATION] !== undefined;
  const own = ownChecks(entity, instance);
  const ask = (check: PrometheusCheck, expected: boolean): AskedCheck[] => {
    const query = fillTemplate(check.query, values);
    return query === undefined ? [] : [{ check, query, isExpected: expected }];
  };
  const names = new Set(own.checks.map(({ check }) => check));
  return {
    checks: [
      ...own.checks.flatMap(check => ask(check, true)),
      // What the model says of a check goes before what is said of all models.
      ...instance.checks
        .filter(({ check }) => !names.has(check))
        .flatMap(check => ask(check, isExpected)),
    ],
    problems: own.problems,
  };
}

function valuesOf(entity: ModelEntity): Map<string, string> {
  const { name, namespace = 'default', annotations = {} } = entity.metadata;
  const values = new Map([
    ['name', name],
    ['namespace', namespace],
    ['ref', stringifyEntityRef(entity)],
  ]);
  for (const pair of (annotations[VALUES_ANNOTATION] ?? '').split(',')) {
    const at = pair.indexOf('=');
    if (at > 0) {
      values.set(pair.slice(0, at).trim(), pair.slice(at + 1).trim());
    }
  }
  return values;
}

function ownChecks(
  entity: ModelEntity,
  { id, queriesInAnnotations }: PrometheusInstance,
): { checks: PrometheusCheck[]; problems: SourceProblem[] } {
  const text = entity.metadata.annotations?.[CHECKS_ANNOTATION];
  if (text === undefined) {
    return { checks: [], problems: [] };
  }
  const ref = stringifyEntityRef(entity);
  if (!queriesInAnnotations) {
    return {
      checks: [],
      problems: [
        {
          message: `${ref} declares checks of its own, which are not read.`,
          remedy: `Whoever writes ${CHECKS_ANNOTATION} may ask this server anything: set 'queriesInAnnotations: true' for '${id}' if that is fine, or take the annotation away.`,
        },
      ],
    };
  }
  try {
    const list = z.array(checkSchema).max(MOST_CHECKS);
    const parsed = list.safeParse(parse(text, { maxAliasCount: 0 }));
    return parsed.success
      ? { checks: parsed.data, problems: [] }
      : { checks: [], problems: [unreadable(ref, wordsOf(parsed.error))] };
  } catch (error) {
    const [line] = String(error).split('\n');
    return { checks: [], problems: [unreadable(ref, line)] };
  }
}

function wordsOf({ issues: [{ path, message }] }: z.ZodError): string {
  return `${path.join('.') || 'the list'}: ${message}`;
}

function unreadable(ref: string, why: string): SourceProblem {
  return {
    message: `The checks that ${ref} declares cannot be read: ${why}.`,
    remedy: `Write ${CHECKS_ANNOTATION} as a YAML list of checks, each with check, kind and query.`,
  };
}
