// First pages: of the fleet and of the governance board, held against the catalog's own
// page of the same kind and against the bare statements behind them.
import { setTimeout as sleep } from 'node:timers/promises';
import { bareStatements, runBare } from './bareSql.mjs';
import { inTurn } from './timing.mjs';

const LIMIT = 25;

/** Sees all models, some 1 % of them, and some 90 % of them. */
export const SEES_ALL = 'paul-platform';
export const SEES_FEW = 'dana-datasci';
export const SEES_MOST = 'dario-datasci';

/** For longer than the plugin takes what somebody may see to be what they may see still. */
const FORGOTTEN_MS = 5_200;

const FILTERS = 'riskTier=high&type=classification&stage=production';
const CATALOG_FILTERS = [
  ...['kind=model', 'spec.riskTier=high', 'spec.type=classification'],
  'spec.lifecycle=production',
].join(',');

/** What the page of the fleet asks for at first, as one of these people. */
function fleetPage(portal, person, filters = FILTERS) {
  return Promise.all([
    portal.send({
      path: `/api/models/fleet?${filters}&limit=${LIMIT}`,
      person,
    }),
    portal.send({ path: `/api/models/fleet-facets?${filters}`, person }),
  ]);
}

function boardPage(portal, person) {
  return Promise.all([
    portal.send({ path: `/api/models/board?limit=50`, person }),
    portal.send({ path: '/api/models/board-facets', person }),
  ]);
}

function catalogPage(portal, person) {
  const query = new URLSearchParams({
    ...{ filter: CATALOG_FILTERS, limit: String(LIMIT) },
    orderField: 'metadata.title,asc',
  });
  return portal.send({
    path: `/api/catalog/entities/by-query?${query}`,
    person,
  });
}

/** Measures the first pages, each side in every round. */
export async function measurePages({ backend, rounds }) {
  const { portal } = backend;
  const pool = backend.poolOf('models');
  const ofFleet = await bareStatements(backend, () =>
    fleetPage(portal, SEES_ALL),
  );
  const ofBoard = await bareStatements(backend, () =>
    boardPage(portal, SEES_ALL),
  );
  const [[page], found] = [
    await fleetPage(portal, SEES_ALL),
    await catalogPage(portal, SEES_ALL),
  ];
  if (page.totalItems !== found.totalItems) {
    throw new Error(
      `The fleet has ${page.totalItems} such models, the catalog ${found.totalItems}`,
    );
  }
  const people = { few: SEES_FEW, most: SEES_MOST };
  const taken = await inTurn({
    rounds,
    sides: {
      catalog: () => catalogPage(portal, SEES_ALL),
      fleet: () => fleetPage(portal, SEES_ALL),
      fleetSql: () => runBare(pool, ofFleet),
      fleetFew: () => fleetPage(portal, people.few),
      fleetMost: () => fleetPage(portal, people.most),
      board: () => boardPage(portal, SEES_ALL),
      boardSql: () => runBare(pool, ofBoard),
      boardFew: () => boardPage(portal, people.few),
      boardMost: () => boardPage(portal, people.most),
    },
  });
  return { found: page.totalItems, taken };
}

/** Measures what a person waits for of whom nothing is remembered. */
export async function measureFirstVisits({ backend, rounds }) {
  const { portal } = backend;
  return inTurn({
    rounds,
    between: () => sleep(FORGOTTEN_MS),
    sides: {
      fleet: () => fleetPage(portal, SEES_ALL),
      fleetFew: () => fleetPage(portal, SEES_FEW),
      fleetMost: () => fleetPage(portal, SEES_MOST),
    },
  });
}

/** How many models each of the people sees. */
export async function countSeen(portal) {
  const counts = {};
  for (const [name, person] of [
    ['all', SEES_ALL],
    ['few', SEES_FEW],
    ['most', SEES_MOST],
  ]) {
    const { totalItems } = await portal.send({
      path: '/api/models/fleet?limit=1',
      person,
    });
    counts[name] = totalItems;
  }
  return counts;
}

export { boardPage, fleetPage };
