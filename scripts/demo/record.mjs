// Reads examples/record/: what happened to the models of the demo company. Each
// step becomes one request to the public HTTP API; the format is explained in
// examples/README.md.
import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { parseDuration, timeAgo, timeAhead } from './durations.mjs';

/** Turns the value of a step into a request, by the name of the step. */
const STEPS = {
  version: body => ({ path: 'versions', body }),
  deployment: body => ({ path: 'deployments', body }),
  checkResults: body => ({ path: 'check-results', body }),
  checkHistory: (history, { now }) => ({
    path: 'check-results',
    body: { results: toResults(history, now) },
  }),
  monitoringReport: ({ file, ...query }, { directory }) => ({
    path: 'monitoring-reports',
    query,
    body: JSON.parse(readFileSync(join(directory, file), 'utf8')),
  }),
  review: actOf('reviews'),
  decision: actOf('decisions'),
  waiver: actOf('waivers'),
  stageMove: actOf('stage-moves'),
};

/** What one of the demo people does; without `by` the machine does it. */
function actOf(path) {
  return ({ by, ...body }) => ({ path, body, person: by });
}

/**
 * Reads all files of a record.
 *
 * @returns for each model its name and its requests, in the order of its steps.
 */
export function readRecord({ directory, now }) {
  return readdirSync(directory)
    .filter(file => file.endsWith('.yaml'))
    .sort()
    .flatMap(file => readYaml(join(directory, file)))
    .map(({ model, steps, file }) => ({
      model,
      requests: steps.map((step, index) => {
        try {
          return toRequest({ step, model, now, directory });
        } catch (error) {
          throw new Error(
            `${file}, ${model}, step ${index + 1}: ${error.message}`,
          );
        }
      }),
    }));
}

/** The names of the models that a catalog file and its locations declare. */
export function readModelNames(locationFile) {
  const [{ spec }] = readYaml(locationFile);
  return spec.targets
    .flatMap(target => readYaml(join(dirname(locationFile), target)))
    .filter(({ kind }) => kind === 'Model')
    .map(({ metadata }) => metadata.name);
}

function readYaml(file) {
  return parseAllDocuments(readFileSync(file, 'utf8'), { merge: true }).map(
    document => {
      if (document.errors.length > 0) {
        throw new Error(`${file}: ${document.errors[0].message}`);
      }
      return { ...document.toJS(), file };
    },
  );
}

function toRequest({ step, model, now, directory }) {
  const [[kind, value], ...others] = Object.entries(step);
  if (others.length > 0 || !Object.hasOwn(STEPS, kind)) {
    throw new Error(
      `write one of ${Object.keys(STEPS).join(', ')}, not '${Object.keys(
        step,
      ).join(', ')}'`,
    );
  }
  const { path, ...request } = STEPS[kind](withTimes(value, now), {
    now,
    directory,
  });
  return {
    kind,
    method: 'POST',
    path: `/api/models/default/${model}/${path}`,
    ...request,
  };
}

/** Replaces each `{ ago: P3D }` and `{ ahead: P3D }` by that time before or after `now`. */
function withTimes(value, now) {
  if (Array.isArray(value)) {
    return value.map(item => withTimes(item, now));
  }
  if (typeof value !== 'object' || value === null) {
    return value;
  }
  switch (Object.keys(value).join()) {
    case 'ago':
      return timeAgo(value.ago, now);
    case 'ahead':
      return timeAhead(value.ahead, now);
    default:
  }
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, withTimes(item, now)]),
  );
}

/** Writes out the results of a check that ran at regular times, the oldest first. */
function toResults(history, now) {
  const { worse, warning, critical, every, newest, values, ...check } = history;
  if (worse !== 'above' && worse !== 'below') {
    throw new Error(`checkHistory.worse must be above or below, not ${worse}`);
  }
  const numbers = String(values).trim().split(/\s+/).map(Number);
  if (numbers.some(Number.isNaN)) {
    throw new Error('checkHistory.values must be numbers between spaces');
  }
  const reaches = (value, level) =>
    worse === 'above' ? value >= level : value <= level;
  const end = now.getTime() - parseDuration(newest);
  return numbers.map((value, index) => {
    const status = reaches(value, critical)
      ? 'critical'
      : reaches(value, warning)
      ? 'warning'
      : 'ok';
    return {
      ...check,
      status,
      value,
      // The level that explains the status: reached, or not yet.
      threshold: status === 'critical' ? critical : warning,
      observedAt: new Date(
        end - (numbers.length - 1 - index) * parseDuration(every),
      ).toISOString(),
    };
  });
}
