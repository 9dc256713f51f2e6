import { governedConfig } from '../__testUtils__/governance';
import {
  RISK_OFFICE,
  VALIDATION,
  assign,
  dario,
  revert,
  rosa,
  vera,
} from '../__testUtils__/ownership';
import { OWNERS } from '../__testUtils__/people';
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

describe.each(databases.eachSupportedId())('assigning an owner on %s', id => {
  let backend: ModelsBackend;

  beforeAll(async () => {
    backend = await startModelsBackend({
      knex: await databases.init(id),
      config: governedConfig,
    });
  });

  beforeEach(() => jest.clearAllMocks());

  it('counts at once, with who, when, why and whom the YAML declares', async () => {
    const model = backend.addHighRiskModel();
    const { body } = await assign(model, { reason: 'They use it' }).expect(200);

    expect(body.changed).toBe(true);
    const ownership = {
      owner: RISK_OFFICE,
      source: 'assigned',
      declared: OWNERS,
      assignment: {
        owner: RISK_OFFICE,
        by: 'user:default/dario-datasci',
        at: expect.stringMatching(/Z$/),
        reason: 'They use it',
      },
      kept: 'record',
    };
    expect(body.ownership).toMatchObject(ownership);
    expect((await model.overview(dario)).ownership).toMatchObject(ownership);
    expect((await model.summary(dario)).owner).toBe(RISK_OFFICE);
    const { body: history } = await model.get('/owner-history', dario);
    expect(history.items).toEqual([
      {
        sequence: 1,
        action: 'owner-assigned',
        owner: RISK_OFFICE,
        previousOwner: OWNERS,
        declaredOwner: OWNERS,
        by: 'user:default/dario-datasci',
        at: ownership.assignment.at,
        reason: 'They use it',
      },
    ]);
    const { body: ledger } = await model.get('/ledger', dario);
    expect(ledger.items).toMatchObject([
      {
        action: 'owner-assigned',
        actor: 'user:default/dario-datasci',
        body: {
          owner: RISK_OFFICE,
          previousOwner: OWNERS,
          declaredOwner: OWNERS,
          reason: 'They use it',
        },
      },
    ]);
  });

  it('keeps the new owner from signing the model off, at once', async () => {
    const model = backend.addHighRiskModel();
    await model.post('/versions', { version: '1' });
    const reasonsOf = async () => {
      const { governance } = await model.overview(rosa);
      return governance.requirements
        .find((r: { id: string }) => r.id === 'risk')
        .viewer.reasons.join();
    };
    expect(await reasonsOf()).not.toContain('own this model');
    await assign(model).expect(200);
    expect(await reasonsOf()).toContain(
      `You own this model through ${RISK_OFFICE}`,
    );
  });

  it('tells the new and the old owner, and those who listen', async () => {
    const model = backend.addModel({ owner: OWNERS, title: 'Churn' });
    backend.catalog.rename(RISK_OFFICE, { title: 'Risk office' });
    backend.catalog.rename('user:default/dario-datasci', { title: 'Dario' });
    await assign(model, { reason: 'They use it' }).expect(200);

    expect(notified(backend)).toEqual([
      {
        to: RISK_OFFICE,
        title: 'Churn is yours now',
        description:
          'Dario assigned it to the group Risk office: “They use it”',
      },
      {
        to: OWNERS,
        title: 'Churn is not yours any more',
        description:
          'Dario assigned it to the group Risk office: “They use it”',
      },
    ]);
    expect(backend.events.publish).toHaveBeenCalledWith(
      expect.objectContaining({
        topic: 'models.ownership.changed',
        eventPayload: expect.objectContaining({
          modelRef: model.modelRef,
          action: 'owner-assigned',
        }),
      }),
    );
  });

  it('changes nothing when the model has that owner already', async () => {
    const model = backend.addModel({ owner: OWNERS });
    const { body } = await assign(model, { owner: OWNERS }).expect(200);
    expect(body.changed).toBe(false);
    expect(backend.notifications.send).not.toHaveBeenCalled();
    const { body: history } = await model.get('/owner-history', dario);
    expect(history.items).toEqual([]);
  });

  it('is refused for an owner that the catalog does not show', async () => {
    const model = backend.addModel({ owner: OWNERS });
    const { body } = await assign(model, {
      owner: 'group:default/gone',
    }).expect(400);
    expect(body.error.message).toContain(
      "body.owner: 'group:default/gone' is not in the catalog",
    );
  });

  it('is refused without the permission, and for a hidden model like for a missing one', async () => {
    const model = backend.addModel({ owner: OWNERS });
    backend.denyPermission('models.owner.assign', model.modelRef);
    await assign(model).expect(403);
    const { ownership } = await model.overview(dario);
    expect(ownership.viewer).toMatchObject({
      mayAssign: false,
      mayAssignRoles: false,
    });
    backend.catalog.hideFromPeople(model.modelRef);
    await assign(model).expect(404);
  });

  it('tells both owners when it goes back to the declared one', async () => {
    const model = backend.addModel({ owner: OWNERS, title: 'Churn' });
    await assign(model).expect(200);
    backend.notifications.send.mockClear();
    await revert(model).expect(200);
    const description = expect.stringMatching(
      / gave it back to the declared owner, the group credit-analytics$/,
    );
    expect(notified(backend)).toEqual([
      { to: OWNERS, title: 'Churn is yours now', description },
      { to: RISK_OFFICE, title: 'Churn is not yours any more', description },
    ]);
  });

  it('lets one of two people at once win and tells the other who it was', async () => {
    const model = backend.addModel({ owner: OWNERS });
    const answers = await Promise.all([
      assign(model, { expectedOwner: OWNERS, reason: 'Ours' }),
      assign(model, { owner: VALIDATION, expectedOwner: OWNERS }, vera),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    const winner = answers.find(({ status }) => status === 200)!;
    const loser = answers.find(({ status }) => status === 409)!;
    const { owner, assignment } = winner.body.ownership;
    expect(loser.body.error.message).toContain(
      `does not belong to ${OWNERS} any more and belongs to ${owner} now. ${assignment.by} assigned it to ${owner} on ${assignment.at}`,
    );
    expect((await model.overview()).ownership.owner).toBe(owner);
  });

  it('knows nobody as an expected owner', async () => {
    const model = backend.addModel();
    await assign(model, { expectedOwner: OWNERS }).expect(409);
    await assign(model, { expectedOwner: null }).expect(200);
  });

  it('is not done twice under the same key', async () => {
    const model = backend.addModel({ owner: OWNERS });
    const send = () => assign(model).set('Idempotency-Key', 'once');
    await send().expect(200);
    await revert(model).expect(200);
    await send().expect(200);
    expect((await model.overview()).ownership.owner).toBe(OWNERS);
  });

  it('goes back to the declared owner', async () => {
    const model = backend.addModel({ owner: OWNERS });
    await assign(model).expect(200);
    const { body } = await revert(model, { reason: 'A mistake' }).expect(200);
    expect(body.ownership).toMatchObject({ owner: OWNERS, source: 'declared' });
    const again = await revert(model, { expectedOwner: OWNERS }).expect(200);
    expect(again.body.changed).toBe(false);
    const { body: history } = await model.get('/owner-history?limit=1', dario);
    expect(history.items).toMatchObject([
      { action: 'owner-reverted', owner: OWNERS, reason: 'A mistake' },
    ]);
    const { body: rest } = await model.get(
      `/owner-history?cursor=${history.pageInfo.nextCursor}`,
      dario,
    );
    expect(rest.items).toMatchObject([{ action: 'owner-assigned' }]);
  });

  it('goes back to nobody when nobody was declared', async () => {
    const model = backend.addModel();
    await assign(model).expect(200);
    const { body } = await revert(model).expect(200);
    expect(body.ownership).toMatchObject({ source: 'nobody' });
    expect(body.ownership).not.toHaveProperty('owner');
  });

  it('is found again when the model is removed, renamed and registered again', async () => {
    const model = backend.addModel({
      name: `again-${id.toLowerCase().replace('_', '-')}`,
      owner: OWNERS,
    });
    await assign(model).expect(200);
    backend.catalog.remove(model.modelRef);
    await model.get('', dario).expect(404);
    const renamed = backend.addModel({ owner: OWNERS });
    expect((await renamed.overview(dario)).ownership.owner).toBe(OWNERS);

    backend.addModel({ name: model.name, owner: OWNERS });
    expect((await model.overview(dario)).ownership).toMatchObject({
      owner: RISK_OFFICE,
      source: 'assigned',
    });
  });

  it('leaves a trace in the audit', async () => {
    const model = backend.addModel({ owner: OWNERS });
    await assign(model, { reason: 'They use it' }).expect(200);
    expect(backend.auditor.createEvent).toHaveBeenCalledWith(
      expect.objectContaining({
        eventId: 'assign-owner',
        meta: expect.objectContaining({
          owner: RISK_OFFICE,
          reason: 'They use it',
          name: model.name,
        }),
      }),
    );
  });
});
