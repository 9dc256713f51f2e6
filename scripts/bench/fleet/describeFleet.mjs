// Says what was measured of a fleet, and holds it to what was promised.
import { table } from '../report.mjs';
import { inMillis, median, p95 } from './timing.mjs';

/** How many times as long as what it is held against something may take. */
const LIMITS = { catalog: 1, sql: 3, conditional: 2, browser: 1 };

const HEAD = ['what', 'median', '95 %', 'times as long', 'at most'];

export function describeFleet(measured) {
  const { models, profile, seen, bundle, sizes, pages } = measured;
  const times = timesOf(measured);
  const growth = describeSizes(sizes);
  return {
    head: HEAD,
    rows: [...times.rows, ...bulkRows(measured)],
    postgres: measured.postgres,
    text: `${number(models)} models with ${number(
      models * profile.versions,
    )} versions, ${number(models * profile.deployments)} deployments, ${number(
      models * profile.checks,
    )} checks, ${number(models * profile.results)} check results and ${number(
      models * profile.entries,
    )} ledger entries, in the example portal with its real catalog, permissions and sign-in; portal, PostgreSQL (with fsync), sender and browser share the machine. Every side is measured in every round, in an order that moves on. The first page of the fleet is what its page asks for: ${
      pages.found
    } models that match three filters, with all facets and tiles; the catalog is asked for the same models with \`/entities/by-query\`. Bare are the statements that the portal sends to the database for it, sent by themselves. One person sees ${
      seen.few
    } models by a condition of the policy, another one ${
      seen.most
    }; a first visit is one of whom nothing is remembered. The 95 % are compared, except with bare statements and in the browser, where medians are. The plugin adds ${kilobytes(
      bundle.atStart,
    )} to what every page loads and ${kilobytes(bundle.inAll)} in all.

${growth.text}`,
    failed: times.failed,
  };
}

function timesOf({ seen, pages: { taken }, visits, browser }) {
  let failed = false;
  const row = (label, sorted, against, limit, of = p95) => {
    const ratio = against ? of(sorted) / of(against) : undefined;
    failed ||= limit !== undefined && ratio > limit;
    return [
      label,
      inMillis(median(sorted)),
      inMillis(p95(sorted)),
      ratio === undefined ? '' : `**${ratio.toFixed(2)}**`,
      limit === undefined ? '' : String(limit),
    ];
  };
  const few = `sees ${seen.few}`;
  const most = `sees ${seen.most}`;
  const { catalog, sql, conditional } = LIMITS;
  const rows = [
    row("the catalog's own page", taken.catalog),
    row('first page of the fleet', taken.fleet, taken.catalog, catalog),
    row('– and its bare statements', taken.fleet, taken.fleetSql, sql, median),
    row(`– by a person who ${few}`, taken.fleetFew, taken.fleet, conditional),
    row(`– by a person who ${most}`, taken.fleetMost, taken.fleet, conditional),
    row('first visit of the fleet', visits.fleet),
    row(`– who ${few}`, visits.fleetFew, visits.fleet, conditional),
    row(`– who ${most}`, visits.fleetMost, visits.fleet, conditional),
    row('first page of the board', taken.board, taken.catalog, catalog),
    row('– and its bare statements', taken.board, taken.boardSql, sql, median),
    row(`– by a person who ${few}`, taken.boardFew, taken.board, conditional),
    row(`– by a person who ${most}`, taken.boardMost, taken.board, conditional),
    row("first row of the catalog's table in a browser", browser.catalog),
    row(
      ...['first row of the fleet in a browser', browser.fleet],
      ...[browser.catalog, LIMITS.browser, median],
    ),
  ];
  return { rows, failed };
}

function bulkRows({ bulk }) {
  return [bulk.few, bulk.many].map(({ count, statements, millis }) => [
    `another owner for ${number(count)} models`,
    inMillis(millis),
    '',
    `${number(statements)} statements`,
    '',
  ]);
}

function describeSizes(sizes) {
  const models = sizes[0].millis.map(({ models: size }) => size);
  return {
    text: `What grows with the number of models, each with ${[
      'one version, one deployment, one check with two results',
      'and a ledger entry or more',
    ].join(' ')} (medians):

${table(
  ['what', ...models.map(number)],
  sizes.map(({ name, millis }) => [
    name,
    ...millis.map(({ median: value }) => inMillis(value)),
  ]),
)}`,
  };
}

function number(value) {
  return value.toLocaleString('en');
}

function kilobytes(bytes) {
  return `${(bytes / 1_000).toFixed(0)} KB`;
}
