import {
  FLEET_FACETS,
  LACKING_SIGN_OFFS,
  NO_VALUE,
} from '@modelry/backstage-plugin-models-common';
import { readBoard } from '../__testUtils__/board';
import { FLEET, RISK, namesOf, startFleet } from '../__testUtils__/fleet';
import { OWNERS, person } from '../__testUtils__/people';
import { ModelsBackend } from '../__testUtils__/startModelsBackend';
import { testDatabases } from '../__testUtils__/testDatabases';

jest.setTimeout(120_000);

const databases = testDatabases();

describe.each(databases.eachSupportedId())('facets of the fleet on %s', id => {
  let backend: ModelsBackend;
  let restricted: ModelsBackend;
  beforeAll(async () => {
    ({ backend, restricted } = await startFleet(await databases.init(id)));
  });

  const read = (path: string) => readBoard(backend.server, path);
  const find = (query: string) => namesOf(backend.server, query);

  it('counts the values of each facet by what the others let through', async () => {
    const { facets } = await read(
      'fleet-facets?riskTier=high&monitoring=critical',
    );
    expect(facets.riskTier).toEqual([{ value: 'high', count: 1 }]);
    expect(facets.monitoring).toEqual([
      { value: 'critical', count: 1 },
      { value: 'ok', count: 1 },
    ]);
    expect(facets.tag).toEqual([
      { value: 'retail', count: 1 },
      { value: 'tabular', count: 1 },
    ]);
  });

  it('counts as many as the list then shows, for each value of each facet', async () => {
    const { facets } = await read('fleet-facets');
    for (const facet of FLEET_FACETS) {
      expect(facets[facet].length).toBeGreaterThan(0);
      for (const { value, count } of facets[facet]) {
        const { length } = await find(`${facet}=${value}`);
        expect({ facet, value, count: length }).toEqual({
          facet,
          value,
          count,
        });
      }
    }
    expect(facets.owner).toContainEqual({ value: NO_VALUE, count: 1 });
    expect(JSON.stringify(facets)).not.toContain('secret-path');
  });

  it('counts how all models do, whatever the filters, as the list shows them', async () => {
    const { totals } = await read('fleet-facets?riskTier=minimal');
    const { totals: unfiltered } = await read('fleet-facets');
    expect(totals).toEqual(unfiltered);
    const listed = {
      models: '',
      critical: 'monitoring=critical',
      warning: 'monitoring=warning',
      unmonitoredInUse: 'monitoring=unmonitored&stage=production',
      signOffPending: 'signOff=pending',
      signOffLacking: LACKING_SIGN_OFFS.map(s => `signOff=${s}`).join('&'),
      unsanctioned: 'unsanctioned=true',
      unowned: 'owner=none',
    };
    for (const [total, query] of Object.entries(listed)) {
      const { length } = await find(query);
      expect({ total, count: totals[total] }).toEqual({ total, count: length });
    }
    expect(totals).toMatchObject({
      ...{ models: FLEET.length, critical: 1, warning: 1 },
      ...{ unsanctioned: 2, unowned: 1 },
    });
  });

  it("counts what is the caller's own, of what the other filters let through", async () => {
    const dario = person('dario-datasci');
    const mine = async (query: string, caller?: string) =>
      (await readBoard(backend.server, `fleet-facets${query}`, caller)).mine;
    expect(await mine('', dario)).toBe(2);
    expect(await mine('?mine=true', dario)).toBe(2);
    expect(await mine('?type=ranking', dario)).toBe(1);
    expect(await mine('?monitoring=ok', dario)).toBe(0);
    expect(await mine('')).toBe(0);
  });

  it('count for each only what they may see', async () => {
    const rosa = person('rosa-risk');
    const { totals, facets, mine } = await readBoard(
      restricted.server,
      'fleet-facets',
      rosa,
    );
    expect(mine).toBe(1);
    expect(totals).toMatchObject({ models: 3, unsanctioned: 1, unowned: 0 });
    expect(facets.owner).toEqual([
      { value: OWNERS, count: 2 },
      { value: RISK, count: 1 },
    ]);
    expect(JSON.stringify(facets)).not.toMatch(/shadow|forecasting|validation/);
  });
});
