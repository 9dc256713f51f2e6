import {
  catalogConditions,
  createCatalogConditionalDecision,
} from '@backstage/plugin-catalog-backend/alpha';
import {
  AuthorizeResult,
  isResourcePermission,
} from '@backstage/plugin-permission-common';
import { PermissionPolicy } from '@backstage/plugin-permission-node';
import request from 'supertest';
import { z } from 'zod';
import { TestModel, TestServer } from '../__testUtils__/TestModel';
import { TestTasks } from '../__testUtils__/TestTasks';
import { fetchLines } from '../__testUtils__/exportLines';
import { openReview, governedConfig } from '../__testUtils__/governance';
import { OWNERS, machine, person } from '../__testUtils__/people';
import { startWithRealPermissions } from '../__testUtils__/realPermissions';

jest.setTimeout(120_000);

const PUBLIC = 'example.com/public';

/** May see what is public, and owns nothing. */
const rosa = person('rosa-risk');

/** Owns all of them. */
const dario = person('dario-datasci');

const names = (length: number, prefix: string) =>
  Array.from({ length }, (_, i) => `${prefix}-${i + 1}`);
const SEEN = names(3, 'seen');
const UNSEEN = names(4, 'unseen');
const ALL = [...SEEN, ...UNSEEN];

function declared(name: string) {
  const annotations: Record<string, string> = SEEN.includes(name)
    ? { [PUBLIC]: 'true' }
    : {};
  return {
    apiVersion: 'modelry.dev/v1alpha1',
    kind: 'Model',
    metadata: { name, namespace: 'default', tags: ['tabular'], annotations },
    spec: {
      ...{ type: 'ranking', lifecycle: 'development', owner: OWNERS },
      riskTier: 'high',
    },
  };
}

/** People read what is public or their own; all else is granted. */
const policy: PermissionPolicy = {
  async handle({ permission }, user) {
    if (
      !isResourcePermission(permission, 'catalog-entity') ||
      permission.name !== 'catalog.entity.read'
    ) {
      return { result: AuthorizeResult.ALLOW };
    }
    const claims = user?.info.ownershipEntityRefs ?? [];
    return createCatalogConditionalDecision(permission, {
      anyOf: [
        catalogConditions.isEntityOwner({ claims }),
        catalogConditions.hasAnnotation({ annotation: PUBLIC }),
      ],
    });
  },
};

const anyAnswer = z.object({
  totalItems: z.number().optional(),
  totalModels: z.number().optional(),
  items: z.array(z.unknown()).default([]),
  totals: z.record(z.string(), z.number()).catch({}),
  facets: z
    .record(z.string(), z.array(z.object({ count: z.number() })))
    .catch({}),
  days: z.array(z.object({ totalModels: z.number() })).default([]),
});

/** What a list or a count says of how many models there are. */
type Count = (body: z.output<typeof anyAnswer>) => number | undefined;

const LISTS: Array<[string, Count]> = [
  ['fleet', body => body.totalItems],
  ['fleet?limit=1', body => body.totalItems],
  ['fleet?tag=tabular', body => body.items.length],
  ['fleet-facets', body => body.totals.models],
  ['fleet-facets', body => body.facets.owner[0]?.count],
  ['fleet-facets', body => body.facets.tag[0]?.count],
  ['fleet-facets', body => body.totals.critical],
  ['fleet-refs', body => body.totalItems],
  ['fleet-trend', body => body.days.at(-1)?.totalModels],
  ['fleet-trend?type=ranking', body => body.days.at(-1)?.totalModels],
  ['board', body => body.items.length],
  ['board-facets', body => body.totalModels],
  ['waiting-sign-offs', body => body.items.length],
  ['unsanctioned-deployments', body => body.items.length],
  ['incidents', body => body.items.length],
  ['monitoring-statuses', body => body.totalModels],
];

describe('who may see some of the models', () => {
  let server: TestServer;
  beforeAll(async () => {
    const tasks = new TestTasks();
    server = await startWithRealPermissions({
      ...{ policy, tasks, config: governedConfig },
      models: ALL.map(declared),
    });
    const result = { check: 'AUC', kind: 'performance', status: 'critical' };
    for (const name of ALL) {
      const model = new TestModel({ server, namespace: 'default', name });
      await model.post('/versions', { version: '1' }).expect(200);
      await openReview(model).expect(201);
      await model
        .post('/deployments', { environment: 'production', version: '1' })
        .expect(200);
      await model.post('/check-results', { results: [result] }).expect(200);
    }
    await tasks.run('record-fleet-day');
  });

  async function read(path: string, caller: string) {
    const { body } = await request(server)
      .get(`/api/models/${path}`)
      .set('Authorization', caller)
      .expect(200);
    return { text: JSON.stringify(body), body: anyAnswer.parse(body) };
  }

  it.each(LISTS)(
    'is told of that many everywhere: %s (%#)',
    async (path, of) => {
      const told = await read(path, rosa);
      expect(of(told.body)).toBe(SEEN.length);
      expect(told.text).not.toContain('unseen');
    },
  );

  it('finds that many in exports', async () => {
    for (const path of ['/inventory-export', '/bom-export']) {
      const { text } = await fetchLines(server, path, rosa);
      const found = ALL.filter(name => text.includes(`model:default/${name}`));
      expect(found).toEqual(SEEN);
    }
  });

  it('is told of all of them who owns them', async () => {
    expect((await read('fleet', dario)).body.totalItems).toBe(ALL.length);
    expect((await read('incidents', dario)).body.items).toHaveLength(
      ALL.length,
    );
  });

  it('sees all as a machine whose token has no restriction', async () => {
    expect((await read('fleet', machine)).body.totalItems).toBe(ALL.length);
  });
});
