import request from 'supertest';
import {
  RISK_OFFICE,
  assign,
  dario,
  groupEntity,
  ownedEntity,
  revert,
} from '../__testUtils__/ownership';
import { Caller, machine } from '../__testUtils__/people';
import {
  ModelsBackend,
  startModelsBackend,
} from '../__testUtils__/startModelsBackend';
import { testDatabases } from '../__testUtils__/testDatabases';

jest.setTimeout(60_000);

const databases = testDatabases();

const FULL = 'group:default/full';
const PARENT = 'group:default/parent';
const EMPTY = 'group:default/empty';
const GHOSTS = 'group:default/ghosts';

async function start(
  id: Parameters<typeof databases.init>[0],
  config: object = {},
) {
  const backend = await startModelsBackend({
    knex: await databases.init(id),
    config: JSON.parse(JSON.stringify(config)),
  });
  const { catalog } = backend;
  const member = 'user:default/dario-datasci';
  catalog.add(groupEntity('full', { members: [member] }));
  catalog.add(groupEntity('parent', { groups: [FULL, PARENT] }));
  catalog.add(groupEntity('empty'));
  // Names only people who have left.
  catalog.add(groupEntity('ghosts', { members: ['user:default/left'] }));
  catalog.add(groupEntity('risk-office', { members: [member] }));
  return backend;
}

/** As they are when the record was compared with the catalog, as every half a minute. */
async function orphansOf(
  backend: ModelsBackend,
  query: string = '',
  caller: Caller = dario,
) {
  await backend.runTask('reconcile-governance');
  return readOrphans(backend, query, caller);
}

async function readOrphans(
  backend: ModelsBackend,
  query: string = '',
  caller: Caller = dario,
) {
  const { body } = await request(backend.server)
    .get(`/api/models/orphans${query}`)
    .set('Authorization', caller)
    .expect(200);
  return body;
}

describe.each(databases.eachSupportedId())('orphans on %s', id => {
  it('are models without anybody who answers for them', async () => {
    const backend = await start(id);
    backend.addModel({ name: 'a-well', owner: FULL });
    backend.addModel({ name: 'b-nested', owner: PARENT });
    backend.addModel({ name: 'c-person', owner: 'user:default/dario-datasci' });
    backend.addModel({ name: 'd-nobody', title: 'Nobody owns it' });
    backend.addModel({ name: 'e-gone', owner: 'group:default/gone' });
    backend.addModel({ name: 'f-empty', owner: EMPTY });
    backend.addModel({ name: 'g-ghosts', owner: GHOSTS });
    backend.addModel({ name: 'h-left', owner: 'user:default/left' });

    const all = await orphansOf(backend);
    expect(
      all.items.map((orphan: { modelRef: string; problem: string }) => [
        orphan.modelRef.replace('model:default/', ''),
        orphan.problem,
      ]),
    ).toEqual([
      ['d-nobody', 'no-owner'],
      ['e-gone', 'owner-unknown'],
      ['f-empty', 'owner-without-people'],
      ['g-ghosts', 'owner-without-people'],
      ['h-left', 'owner-unknown'],
    ]);
    expect(all.items[0]).toEqual({
      modelRef: 'model:default/d-nobody',
      title: 'Nobody owns it',
      problem: 'no-owner',
      suggestions: [],
    });
    expect(all.items[1].owner).toBe('group:default/gone');
    expect(all.counts).toEqual({
      total: 5,
      problems: {
        'no-owner': 1,
        'owner-unknown': 2,
        'owner-without-people': 2,
      },
    });
    const chosen = await orphansOf(backend, '?problem=owner-unknown&limit=1');
    expect(chosen.items).toMatchObject([{ modelRef: 'model:default/e-gone' }]);
    expect(chosen.counts.total).toBe(5);
    const next = await orphansOf(
      backend,
      `?problem=owner-unknown&limit=1&cursor=${chosen.pageInfo.nextCursor}`,
    );
    expect(next.items).toMatchObject([{ modelRef: 'model:default/h-left' }]);
    expect(next.pageInfo).toEqual({});
  });

  it('are none any more as soon as somebody owns them, and again when the owner goes', async () => {
    const backend = await start(id);
    const model = backend.addModel({ name: 'one' });
    expect((await orphansOf(backend)).counts.total).toBe(1);
    await assign(model).expect(200);
    expect((await readOrphans(backend)).counts.total).toBe(0);

    backend.catalog.remove(RISK_OFFICE);
    expect((await readOrphans(backend)).items).toMatchObject([
      { owner: RISK_OFFICE, problem: 'owner-unknown' },
    ]);
    expect((await model.overview()).ownership.owner).toBe(RISK_OFFICE);
    await revert(model).expect(200);
    expect((await readOrphans(backend)).items).toMatchObject([
      { problem: 'no-owner' },
    ]);
  });

  it('that somebody may not see are neither named nor counted', async () => {
    const backend = await start(id);
    backend.addModel({ name: 'seen' });
    const hidden = backend.addModel({ name: 'hidden' });
    backend.catalog.hideFromPeople(hidden.modelRef);
    const seen = await orphansOf(backend);
    expect(JSON.stringify(seen)).not.toContain('hidden');
    expect(seen.counts.total).toBe(1);
    expect((await orphansOf(backend, '', machine)).counts.total).toBe(2);
    backend.denyPermission('catalog.entity.read');
    expect((await orphansOf(backend, '', machine)).counts.total).toBe(0);
  });

  it('come with suggestions from what they have to do with', async () => {
    const backend = await start(id);
    const { catalog } = backend;
    backend.addModel({ name: 'base', owner: FULL });
    catalog.add({
      apiVersion: 'modelry.dev/v1alpha1',
      kind: 'Model',
      metadata: { name: 'one', namespace: 'default' },
      spec: { type: 'ranking', lifecycle: 'development' },
      relations: [
        { type: 'partOf', targetRef: 'system:default/lending' },
        { type: 'servedBy', targetRef: 'component:default/decisions' },
        { type: 'derivedFrom', targetRef: 'model:default/base' },
        { type: 'trainedOn', targetRef: 'resource:default/loans' },
      ],
    });
    catalog.add(ownedEntity('System', 'lending', RISK_OFFICE));
    catalog.add(ownedEntity('Component', 'decisions', EMPTY));
    catalog.add(ownedEntity('Resource', 'loans', 'group:default/hidden'));
    catalog.add(groupEntity('hidden', { members: ['user:default/rosa-risk'] }));
    catalog.hideFromPeople('group:default/hidden');

    expect((await orphansOf(backend)).items[0].suggestions).toEqual([
      {
        owner: RISK_OFFICE,
        because: ['owns system:default/lending, which it is part of'],
      },
      {
        owner: FULL,
        because: ['owns model:default/base, which it was derived from'],
      },
    ]);
  });

  it('come with whoever trained them, by whatever name the source knows them', async () => {
    const backend = await start(id);
    backend.catalog.add({
      ...ownedEntity('User', 'anna', FULL),
      spec: { profile: { email: 'Anna@Example.com' } },
    });
    backend.catalog.add(ownedEntity('User', 'bert', FULL));
    const trainers = {
      'a-ref': FULL,
      'b-mail': 'anna@example.com',
      'c-name': 'Bert',
      'd-stranger': 'root',
      'e-words': 'CI of the data team',
      'f-mail': 'gone@example.com',
    };
    for (const [name, trainedBy] of Object.entries(trainers)) {
      const model = backend.addModel({ name });
      const report = (version: string, facts: object = {}) =>
        model.post('/versions', { version, ...facts }).expect(200);
      await report('1', { trainedBy: 'user:default/dario-datasci' });
      await report('2', { trainedBy });
      await report('3');
      expect((await model.overview()).lifecycle.versions[1]).toMatchObject({
        ...{ version: '2', trainedBy },
      });
    }

    const { items } = await orphansOf(backend);
    const suggested: Array<[{ owner: string; because: string[] }?]> = items.map(
      (orphan: { suggestions: [] }) => orphan.suggestions,
    );
    expect(suggested.map(([first]) => first?.owner)).toEqual([
      ...[FULL, 'user:default/anna', 'user:default/bert'],
      ...[undefined, undefined, undefined],
    ]);
    expect(suggested[0][0]?.because).toEqual(['trained version 2']);
    backend.catalog.hideFromPeople('user:default/bert');
    expect((await orphansOf(backend)).items[2].suggestions).toEqual([]);
  });

  it('are found without reading the catalog for each page', async () => {
    const backend = await start(id);
    for (const name of ['a', 'b', 'c']) {
      backend.addModel({ name });
    }
    await backend.runTask('reconcile-governance');
    backend.catalog.breakLists();
    expect((await readOrphans(backend, '?limit=1')).items).toMatchObject([
      { modelRef: 'model:default/a' },
    ]);
  });

  it('are told to the configured group once a week, if there are any', async () => {
    const backend = await start(id, {
      ownership: { orphans: { notify: 'group:default/full' } },
    });
    await backend.runTask('reconcile-governance');
    await backend.runTask('notify-orphaned-models');
    expect(backend.notifications.send).not.toHaveBeenCalled();
    backend.addModel({ name: 'one', title: 'One' });
    backend.addModel({ name: 'two', owner: EMPTY });
    await backend.runTask('reconcile-governance');
    await backend.runTask('notify-orphaned-models');
    expect(backend.notifications.send.mock.calls).toMatchObject([
      [
        {
          recipients: { entityRef: FULL },
          payload: {
            title: 'Nobody answers for 2 models',
            description:
              '1 without an owner, 1 with a group without people: One, two',
            link: '/models/orphans',
          },
        },
      ],
    ]);
  });
});
