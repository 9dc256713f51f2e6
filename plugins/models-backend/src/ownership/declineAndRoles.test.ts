import { governedConfig } from '../__testUtils__/governance';
import {
  RISK_OFFICE,
  VALIDATION,
  assign,
  dario,
  groupEntity,
  rosa,
  vera,
} from '../__testUtils__/ownership';
import { OWNERS, person } from '../__testUtils__/people';
import {
  ModelsBackend,
  startModelsBackend,
} from '../__testUtils__/startModelsBackend';
import { testDatabases } from '../__testUtils__/testDatabases';

jest.setTimeout(60_000);

const databases = testDatabases();

function notified(backend: ModelsBackend) {
  return backend.notifications.send.mock.calls.map(
    ([{ recipients, payload }]) => ({
      to: 'entityRef' in recipients ? recipients.entityRef : undefined,
      title: payload.title,
      description: payload.description,
    }),
  );
}

describe.each(databases.eachSupportedId())('an assigned owner on %s', id => {
  let backend: ModelsBackend;

  beforeAll(async () => {
    backend = await startModelsBackend({
      knex: await databases.init(id),
      config: governedConfig,
    });
  });

  beforeEach(() => jest.clearAllMocks());

  describe('declined', () => {
    it('goes back to whoever was assigned before, and the assigner is told why', async () => {
      const model = backend.addModel({ owner: OWNERS, title: 'Churn' });
      await assign(model, { owner: VALIDATION }).expect(200);
      await assign(model).expect(200);
      expect((await model.overview(rosa)).ownership.viewer.mayDecline).toBe(
        true,
      );
      expect((await model.overview(dario)).ownership.viewer.mayDecline).toBe(
        false,
      );
      jest.clearAllMocks();

      const { body } = await model
        .post('/owner/decline', { reason: 'Not our business' }, rosa)
        .expect(200);

      expect(body.ownership).toMatchObject({
        owner: VALIDATION,
        source: 'assigned',
        assignment: { owner: VALIDATION, by: 'user:default/dario-datasci' },
      });
      expect(notified(backend)).toEqual(
        ['user:default/dario-datasci', VALIDATION].map(to => ({
          to,
          title: 'Churn was declined',
          description:
            'rosa-risk declined it for the group risk-office; it is back with the group model-validation: “Not our business”',
        })),
      );
      const { body: ledger } = await model.get('/ledger', dario);
      expect(JSON.stringify(ledger.items)).toContain('"owner-declined"');

      // Declined by a member of a nested group, and so to the declared owner.
      const second = await model
        .post('/owner/decline', { reason: 'Nor ours' }, vera)
        .expect(200);
      expect(second.body.ownership).toMatchObject({
        owner: OWNERS,
        source: 'declared',
      });
    });

    it('says when whoever it goes back to is gone', async () => {
      const gone = 'group:default/dissolved';
      backend.catalog.add(groupEntity('dissolved'));
      const model = backend.addModel({ owner: gone, title: 'Churn' });
      await assign(model).expect(200);
      backend.catalog.remove(gone);
      jest.clearAllMocks();

      const { body } = await model
        .post('/owner/decline', { reason: 'Not ours' }, rosa)
        .expect(200);

      expect(body.ownership.owner).toBe(gone);
      expect(notified(backend)[0].description).toBe(
        'rosa-risk declined it for the group risk-office; it is back with the group dissolved, whom the catalog does not know any more: nobody answers for it: “Not ours”',
      );
    });

    it('only by the new owner, with a reason, and only what was assigned', async () => {
      const model = backend.addModel({ owner: OWNERS });
      const decline = (body: object, caller = rosa) =>
        model.post('/owner/decline', body, caller);
      const nothing = await decline({ reason: 'x' }, dario).expect(409);
      expect(nothing.body.error.message).toContain('nothing to decline');
      await assign(model).expect(200);
      const other = await decline({ reason: 'x' }, dario).expect(403);
      expect(other.body.error.message).toContain(
        `was assigned to ${RISK_OFFICE}; only they can decline it`,
      );
      await decline({}).expect(400);
      await decline({ reason: ' ' }).expect(400);
      backend.denyPermission('models.owner.decline', model.modelRef);
      await decline({ reason: 'x' }).expect(403);
    });
  });

  describe('roles', () => {
    it('names accountable people, and who named them', async () => {
      const model = backend.addModel({ owner: OWNERS });
      const people = ['user:default/vera-validator', 'user:default/rosa-risk'];
      const { body } = await model
        .post('/roles', { role: 'validator', people, reason: 'Agreed' }, dario)
        .expect(200);
      expect(body.ownership.roles.map((r: { id: string }) => r.id)).toEqual([
        'business-owner',
        'technical-owner',
        'validator',
      ]);
      expect(body.ownership.roles[2].people).toEqual(
        [...people].sort().map(who => ({
          person: who,
          by: 'user:default/dario-datasci',
          at: expect.any(String),
        })),
      );
      await model
        .post('/roles', { role: 'validator', people: [people[0]] }, rosa)
        .expect(200);
      const { ownership } = await model.overview();
      // Who held the role before keeps their date.
      expect(ownership.roles[2].people).toMatchObject([
        { person: people[0], by: 'user:default/dario-datasci' },
      ]);
      const { body: ledger } = await model.get('/ledger', dario);
      expect(ledger.items.map((e: { body: object }) => e.body)).toEqual(
        expect.arrayContaining([
          {
            role: 'validator',
            people: [...people].sort(),
            before: [],
            reason: 'Agreed',
          },
          {
            role: 'validator',
            people: [people[0]],
            before: [...people].sort(),
          },
        ]),
      );
    });

    it.each([
      [
        'a role that does not exist',
        { role: 'boss', people: [] },
        'business-owner',
      ],
      [
        'somebody whom the catalog does not know',
        { role: 'validator', people: ['user:default/gone'] },
        'user:default/gone is not in the catalog',
      ],
      [
        'a group',
        { role: 'validator', people: [RISK_OFFICE] },
        'body.people.0: name a user',
      ],
    ])('refuses %s', async (_, request, words) => {
      const model = backend.addModel({ owner: OWNERS });
      const { body } = await model.post('/roles', request, dario).expect(400);
      expect(body.error.message).toContain(words);
    });
  });
});

describe('where owners are kept in YAML', () => {
  it('refuses to assign, says where, and forgets what was assigned before', async () => {
    const knex = await databases.init('SQLITE_3');
    const before = await startModelsBackend({ knex });
    await assign(before.addModel({ name: 'churn', owner: OWNERS })).expect(200);
    const backend = await startModelsBackend({
      knex,
      config: { ownership: { assignment: 'yaml' } },
    });
    const model = backend.addModel({ name: 'churn', owner: OWNERS });

    for (const path of ['/owner', '/owner/revert', '/owner/decline']) {
      const { body } = await model
        .post(
          path,
          {
            '/owner': { owner: RISK_OFFICE },
            '/owner/revert': { expectedOwner: OWNERS },
            '/owner/decline': { reason: 'x' },
          }[path] ?? {},
          person('rosa-risk'),
        )
        .expect(403);
      expect(body.error.message).toContain('Owners are kept in YAML here');
    }
    const { ownership } = await model.overview(dario);
    expect(ownership).toMatchObject({
      owner: OWNERS,
      source: 'declared',
      kept: 'yaml',
      viewer: { mayAssign: false, mayAssignRoles: true, mayDecline: false },
    });
    expect((await model.summary(dario)).owner).toBe(OWNERS);
  });
});
