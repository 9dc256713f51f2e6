import { stringifyEntityRef } from '@backstage/catalog-model';
import request from 'supertest';
import {
  addReviewedVersion,
  decide,
  governedConfig,
  ledgerOf,
  waive,
} from '../__testUtils__/governance';
import {
  assign,
  dario,
  groupEntity,
  ownedEntity,
  rosa,
  vera,
} from '../__testUtils__/ownership';
import { OWNERS, machine } from '../__testUtils__/people';
import { addRenamed, continueRecord } from '../__testUtils__/rename';
import {
  ModelsBackend,
  startModelsBackend,
} from '../__testUtils__/startModelsBackend';
import { testDatabases } from '../__testUtils__/testDatabases';
import { TestModel } from '../__testUtils__/TestModel';

jest.setTimeout(60_000);

const databases = testDatabases();
const KEY = 'sent-twice';

/** A request that was answered, and what can change before it is sent again. */
interface Sent {
  model: TestModel;
  send: (key?: string) => request.Test;
  change: () => void;
}

describe.each(databases.eachSupportedId())(
  'a request that is sent again under its key on %s',
  id => {
    let backend: ModelsBackend;
    beforeAll(async () => {
      backend = await startModelsBackend({
        knex: await databases.init(id),
        config: governedConfig,
      });
    });

    const reviewed = (name: string) =>
      addReviewedVersion(backend.addHighRiskModel({ name }));

    async function factsOf(model: TestModel, requirement: string) {
      const { governance } = await model.overview();
      const { digest: requirementDigest, factsDigest } =
        governance.requirements.find(
          (one: { id: string }) => one.id === requirement,
        );
      return { requirementDigest, factsDigest };
    }

    function keyed(test: request.Test, key: string | undefined) {
      return key ? test.set('Idempotency-Key', key) : test;
    }

    async function decided(name: string): Promise<Sent> {
      const model = await reviewed(name);
      const seen = await factsOf(model, 'validation');
      return {
        model,
        send: key => keyed(decide(model, vera, { version: '1', ...seen }), key),
        change: () =>
          backend.addHighRiskModel({
            ...{ name, spec: { trainedOn: ['resource:default/other'] } },
          }),
      };
    }

    async function waived(name: string): Promise<Sent> {
      const model = await reviewed(name);
      const seen = await factsOf(model, 'validation');
      const until = new Date(Date.now() + 3_600_000).toISOString();
      return {
        model,
        send: key =>
          keyed(waive(model, rosa, { version: '1', until, ...seen }), key),
        change: () =>
          backend.addHighRiskModel({
            ...{ name, spec: { trainedOn: ['resource:default/other'] } },
          }),
      };
    }

    const SENT: Array<[string, (name: string) => Promise<Sent>, number]> = [
      ['a decision, after the facts changed', decided, 409],
      [
        'a decision, after the policies let go of the model',
        async name => ({
          ...(await decided(name)),
          change: () =>
            backend.addModel({
              ...{ name, owner: OWNERS, spec: { riskTier: 'minimal' } },
            }),
        }),
        400,
      ],
      ['a waiver, after the facts changed', waived, 409],
      [
        'an assignment, after the group was dissolved',
        async name => {
          const group = groupEntity(`for-${name}`);
          backend.catalog.add(group);
          const model = backend.addHighRiskModel({ name });
          const owner = stringifyEntityRef(group);
          return {
            model,
            send: key => keyed(assign(model, { owner }), key),
            change: () => backend.catalog.remove(owner),
          };
        },
        400,
      ],
      [
        'assignments of many, after the group was dissolved',
        async name => {
          const group = groupEntity(`for-many-${name}`);
          backend.catalog.add(group);
          const model = backend.addHighRiskModel({ name });
          const other = backend.addHighRiskModel({ name: `${name}-too` });
          const owner = stringifyEntityRef(group);
          const modelRefs = [model.modelRef, other.modelRef];
          return {
            model,
            send: key =>
              keyed(
                request(backend.server)
                  .post('/api/models/owner-assignments')
                  .set('Authorization', dario)
                  .send({ modelRefs, owner, reason: 'They train it' }),
                key,
              ),
            change: () => backend.catalog.remove(owner),
          };
        },
        400,
      ],
      [
        'a role, after the person left',
        async name => {
          const user = ownedEntity('User', `of-${name}`, OWNERS);
          backend.catalog.add(user);
          const model = backend.addHighRiskModel({ name });
          const people = [stringifyEntityRef(user)];
          return {
            model,
            send: key =>
              keyed(
                model.post('/roles', { role: 'validator', people }, dario),
                key,
              ),
            change: () => backend.catalog.remove(people[0]),
          };
        },
        400,
      ],
      [
        'the continuation of a record, after the former name was taken',
        async () => {
          const { former, model } = await addRenamed(backend);
          return {
            model,
            send: key => keyed(continueRecord(model, former), key),
            change: () => former.catalog.addNamed(former.name),
          };
        },
        409,
      ],
    ];

    it.each(SENT)('is answered as before: %s', async (what, prepare, not) => {
      const name = `again-${SENT.findIndex(([other]) => other === what)}`;
      const { model, send, change } = await prepare(name);
      const first = await send(KEY);
      expect([200, 201]).toContain(first.status);
      change();
      const before = (await ledgerOf(model)).length;
      // What is not a repeat is refused by now.
      await send().expect(not);
      await send('another-key').expect(not);

      const again = await send(KEY).expect(first.status);
      expect(withoutState(again.body)).toEqual(withoutState(first.body));
      expect(await ledgerOf(model)).toHaveLength(before);
    });

    it('says of a decision how the sign-off stands by now', async () => {
      const { model, send } = await decided('stands');
      await send(KEY).expect(201);
      backend.addModel({
        ...{ name: 'stands', owner: OWNERS, spec: { riskTier: 'minimal' } },
      });
      const { body } = await send(KEY).expect(201);
      expect(body.requirement).toMatchObject({
        id: 'validation',
        noLongerAsked: true,
        viewer: {
          mayDecide: false,
          reasons: [expect.stringContaining('No policy asks for')],
        },
      });
      const { governance } = await model.overview(machine);
      expect(governance.requirements).toEqual([]);
    });
  },
);

/** What an answer says of the request itself; the rest says how things stand by now. */
function withoutState(body: object) {
  return { ...body, requirement: undefined, ownership: undefined };
}
