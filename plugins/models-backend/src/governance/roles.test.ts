import { readAllPages } from '../__testUtils__/board';
import {
  addReviewedVersion,
  decide,
  ledgerOf,
  requirementOf,
  waive,
} from '../__testUtils__/governance';
import { dario, rosa } from '../__testUtils__/ownership';
import { OWNERS, PersonName, person } from '../__testUtils__/people';
import {
  ModelsBackend,
  startModelsBackend,
} from '../__testUtils__/startModelsBackend';
import { TestModel } from '../__testUtils__/TestModel';
import { testDatabases } from '../__testUtils__/testDatabases';

jest.setTimeout(60_000);

const databases = testDatabases();

const config = {
  environments: [{ name: 'production', stage: 'production' }],
  governance: {
    policies: [
      {
        id: 'by-role',
        title: 'By role',
        match: { kind: 'Model' },
        requirements: [
          {
            id: 'validation',
            title: 'Independent validation',
            stage: 'production',
            approvers: ['role:validator'],
            waivableBy: ['role:business-owner'],
          },
        ],
      },
    ],
  },
};

const victor = 'user:default/victor-validator';
const rita = 'user:default/rita-risk';

function name(
  model: TestModel,
  people: string[],
  { caller = dario, role = 'validator' } = {},
) {
  return model.post('/roles', { role, people }, caller).expect(200);
}

describe.each(databases.eachSupportedId())('roles in policies on %s', id => {
  let backend: ModelsBackend;

  beforeAll(async () => {
    backend = await startModelsBackend({
      knex: await databases.init(id),
      config,
    });
  });

  beforeEach(() => jest.clearAllMocks());

  const add = () => addReviewedVersion(backend.addModel({ owner: OWNERS }));

  const waitsFor = async (who: PersonName, model: TestModel) => {
    const pages = await readAllPages(
      backend.server,
      'waiting-sign-offs',
      person(who),
    );
    return JSON.stringify(pages).includes(`"${model.modelRef}"`);
  };

  const recipients = () =>
    backend.notifications.send.mock.calls.flatMap(([{ recipients: to }]) =>
      'entityRef' in to ? to.entityRef : [],
    );

  it('that nobody holds say that nobody can give the sign-off', async () => {
    const model = await add();
    expect(await requirementOf(model)).toMatchObject({
      status: 'pending',
      reason:
        'Nobody can give it: nobody holds role:validator of this model; name somebody under Ownership',
      roles: [
        { id: 'business-owner', people: [] },
        { id: 'validator', title: 'Validator', people: [] },
      ],
    });
    const gate = await model.get('/gate?version=1&stage=production');
    expect(gate.body.reasons.join()).toContain('Nobody can give it');
    await decide(model, person('victor-validator')).expect(403);
  });

  it('let whoever holds them decide, and nobody who held them before', async () => {
    const model = await add();
    await name(model, [victor]);
    expect(await requirementOf(model)).toMatchObject({
      reason: `Needs 1 more approval of role:validator (${victor})`,
      warnings: [],
    });
    expect(await waitsFor('victor-validator', model)).toBe(true);
    expect(await waitsFor('rita-risk', model)).toBe(false);

    await name(model, [rita]);

    expect(await waitsFor('victor-validator', model)).toBe(false);
    expect(await waitsFor('rita-risk', model)).toBe(true);
    const refused = await decide(model, person('victor-validator')).expect(403);
    expect(refused.body.error.message).toContain(
      `Only role:validator (${rita}) can give this sign-off`,
    );
    await decide(model, person('rita-risk')).expect(201);

    // What was approved counts, whoever holds the role afterwards.
    await name(model, [victor]);
    expect(await requirementOf(model)).toMatchObject({
      status: 'approved',
      reason: `Approved by ${rita}`,
    });
    expect((await ledgerOf(model)).map(({ action }) => action)).toEqual(
      expect.arrayContaining(['role-assigned', 'decision']),
    );
  });

  it('tell those who are named, and what waits for them', async () => {
    const model = await add();
    await name(model, [victor]);
    expect(backend.notifications.send.mock.calls).toEqual([
      [
        expect.objectContaining({
          recipients: expect.objectContaining({ entityRef: victor }),
          payload: expect.objectContaining({
            title: expect.stringContaining('You are Validator of'),
            description:
              'dario-datasci named you. It waits for your sign-off: Independent validation',
          }),
        }),
      ],
    ]);
    jest.clearAllMocks();
    await model.post('/versions', { version: '2' }).expect(200);
    await model
      .post('/reviews', { version: '2', stage: 'production' })
      .expect(201);
    expect(recipients()).toEqual([victor]);
  });

  it('entitle nobody who named themselves', async () => {
    const model = await add();
    await name(model, ['user:default/rosa-risk', victor], { caller: rosa });
    expect(await waitsFor('rosa-risk', model)).toBe(false);
    expect(await waitsFor('victor-validator', model)).toBe(true);
    const { body } = await decide(model, rosa).expect(403);
    expect(body.error.message).toContain(
      'You named yourself role:validator of this model',
    );
    await decide(model, person('victor-validator')).expect(201);
  });

  it('keep the owner from deciding all the same', async () => {
    const model = await add();
    await name(model, ['user:default/dario-datasci'], { caller: rosa });
    const { body } = await decide(model, dario).expect(403);
    expect(body.error.message).toContain('whoever owns a model');
  });

  it('let whoever holds them waive, and end the waiver of another', async () => {
    const model = await add();
    const refused = await waive(model, person('rita-risk')).expect(403);
    expect(refused.body.error.message).toContain(
      'Only role:business-owner (nobody) can waive this sign-off',
    );
    await name(model, [rita], { role: 'business-owner' });
    const { body } = await waive(model, person('rita-risk')).expect(201);
    await name(model, [victor], { role: 'business-owner' });
    await model
      .post(
        `/waivers/${body.id}/revoke`,
        { reason: 'The validator is back' },
        person('victor-validator'),
      )
      .expect(200);
  });
});
