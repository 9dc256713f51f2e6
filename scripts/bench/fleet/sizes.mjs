// What first pages cost, and how that grows with the number of models.
import { boardPage, fleetPage, SEES_ALL, SEES_FEW } from './pages.mjs';
import { inTurn, median } from './timing.mjs';

const SIZES = [100, 1_000, 10_000, 100_000];

/** What is asked, of all models; by its name. */
const ASKED = {
  'first page of the fleet': portal => fleetPage(portal, SEES_ALL, ''),
  '– with three filters': portal => fleetPage(portal, SEES_ALL),
  '– by a person who sees 1 %': portal => fleetPage(portal, SEES_FEW),
  'first page of the board': portal => boardPage(portal, SEES_ALL),
  'trend of the fleet': portal => get(portal, '/api/models/fleet-trend'),
  'monitoring of all models': portal =>
    get(portal, '/api/models/monitoring-statuses'),
  'page of one model': portal =>
    get(portal, '/api/models/default/fleet-000007'),
};

/**
 * Measures a portal for each size.
 *
 * @param start - starts a portal with so many models.
 */
export async function measureSizes({ most, rounds, start }) {
  const columns = [];
  for (const models of SIZES.filter(size => size <= most)) {
    const backend = await start(models);
    const taken = await inTurn({
      rounds,
      sides: Object.fromEntries(
        Object.entries(ASKED).map(([name, ask]) => [
          name,
          () => ask(backend.portal),
        ]),
      ),
    });
    await backend.end();
    columns.push({ models, taken });
  }
  return Object.keys(ASKED).map(name => ({
    name,
    millis: columns.map(({ models, taken }) => ({
      models,
      median: median(taken[name]),
    })),
  }));
}

function get(portal, path) {
  return portal.send({ path, person: SEES_ALL });
}
