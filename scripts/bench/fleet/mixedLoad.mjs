// What a company does with a portal all day: people look, machines report, some decide.
import { nameOf, pick } from './models.mjs';
import {
  SEES_ALL,
  SEES_FEW,
  SEES_MOST,
  boardPage,
  fleetPage,
} from './pages.mjs';
import { timed } from './timing.mjs';

/** How many do something at the same time, and how long each waits in between. */
const AT_ONCE = 4;
const PAUSE_MS = 100;
const RESULTS = 50;

/** Starts it; `end` stops it and says what was asked how often. */
export function mixedLoad({ backend, models }) {
  const { portal } = backend;
  const stats = new Map();
  let turn = 0;
  let ended = false;
  const worker = async () => {
    while (!ended) {
      turn += 1;
      const { name, act } = ACTS[pick(turn, 40, ACTS.length)];
      await note(stats, name, () => act(portal, turn, models));
      await new Promise(done => setTimeout(done, PAUSE_MS));
    }
  };
  const workers = Promise.all(Array.from({ length: AT_ONCE }, worker));
  return {
    async end() {
      ended = true;
      await workers;
      return [...stats].map(([name, { millis, failed }]) => ({
        ...{ name, failed, count: millis.length },
        sorted: millis.sort((a, b) => a - b),
      }));
    },
  };
}

const ACTS = [
  { name: 'fleet', act: portal => fleetPage(portal, SEES_ALL) },
  { name: 'fleet, sees few', act: portal => fleetPage(portal, SEES_FEW) },
  { name: 'fleet, sees most', act: portal => fleetPage(portal, SEES_MOST) },
  { name: 'board', act: portal => boardPage(portal, SEES_ALL) },
  {
    name: 'page of a model',
    act: (portal, turn, models) =>
      portal.send({
        path: `/api/models/default/${nameOf(pick(turn, 41, models))}`,
        person: SEES_ALL,
      }),
  },
  {
    name: 'catalog',
    act: portal =>
      portal.send({
        path: '/api/catalog/entities/by-query?filter=kind=model&limit=20',
        person: SEES_ALL,
      }),
  },
  { name: 'check results reported', act: reportResults },
  { name: 'version reported', act: reportVersion },
  { name: 'deployment reported', act: reportDeployment },
  { name: 'owner assigned', act: assignOwner },
];

function reportResults(portal, turn, models) {
  const now = Date.now();
  return post(portal, `${pathOf(turn, models)}/check-results`, {
    results: Array.from({ length: RESULTS }, (_, i) => ({
      check: `Soak ${(i % 6) + 1}`,
      kind: 'data-drift',
      environment: 'production',
      status: pick(turn + i, 42, 40) === 0 ? 'warning' : 'ok',
      value: i / RESULTS,
      observedAt: new Date(now - i * 1_000).toISOString(),
      allowedSilence: 'P1Y',
    })),
  });
}

function reportVersion(portal, turn, models) {
  return post(portal, `${pathOf(turn, models)}/versions`, {
    version: `soak-${turn}`,
  });
}

function reportDeployment(portal, turn, models) {
  return post(portal, `${pathOf(turn, models)}/deployments`, {
    environment: 'staging',
    version: String(1 + (turn % 5)),
  });
}

function assignOwner(portal, turn, models) {
  const owners = ['lending', 'online-shop', 'energy-analytics'];
  return post(
    portal,
    `${pathOf(turn, models)}/owner`,
    {
      owner: `group:default/${owners[turn % owners.length]}`,
      reason: 'Somebody else cares for it now',
    },
    SEES_ALL,
  );
}

function pathOf(turn, models) {
  return `/api/models/default/${nameOf(pick(turn, 43, models))}`;
}

function post(portal, path, body, person) {
  return portal.send({ method: 'POST', path, body, person });
}

async function note(stats, name, work) {
  const known = stats.get(name) ?? { millis: [], failed: 0 };
  stats.set(name, known);
  try {
    known.millis.push(await timed(work));
  } catch (error) {
    known.failed += 1;
    console.error(`${name}: ${error.message}`);
  }
}
