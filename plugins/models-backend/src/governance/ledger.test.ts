import {
  LedgerEntry,
  findBrokenEntry,
} from '@modelry/backstage-plugin-models-common';
import { Knex } from 'knex';
import {
  addReviewedVersion,
  decide,
  governedConfig,
  openReview,
} from '../__testUtils__/governance';
import { person } from '../__testUtils__/people';
import {
  ModelsBackend,
  startModelsBackend,
} from '../__testUtils__/startModelsBackend';
import { testDatabases } from '../__testUtils__/testDatabases';
import { TestModel } from '../__testUtils__/TestModel';

jest.setTimeout(60_000);

const databases = testDatabases();
const victor = person('victor-validator');
const vera = person('vera-validator');

describe.each(databases.eachSupportedId())('the ledger on %s', id => {
  let knex: Knex;
  let backend: ModelsBackend;
  beforeAll(async () => {
    knex = await databases.init(id);
    backend = await startModelsBackend({ knex, config: governedConfig });
  });

  async function modelWithVersion() {
    return addReviewedVersion(backend.addHighRiskModel());
  }

  async function ledgerOf(model: TestModel): Promise<LedgerEntry[]> {
    const rows = await knex('ledger_entries')
      .where({ model_ref: model.modelRef })
      .orderBy('sequence');
    return rows.map(row => ({
      modelRef: row.model_ref,
      sequence: row.sequence,
      recordedAt: row.recorded_at,
      actor: row.actor,
      action: row.action,
      body: JSON.parse(row.body_json),
      previousHash: row.previous_hash,
      hash: row.hash,
    }));
  }

  async function expectIntact(model: TestModel, entries: number) {
    const ledger = await ledgerOf(model);
    expect(ledger.map(entry => entry.sequence)).toEqual(
      Array.from({ length: entries }, (_, index) => index + 1),
    );
    expect(findBrokenEntry(ledger)).toBeUndefined();
    return ledger;
  }

  it('holds everything that a decision says', async () => {
    const model = await modelWithVersion();
    const comment = 'Ünïcode “quotes” 🚀 \u2028 and \\ backslashes';
    const { body } = await decide(model, vera, { comment }).expect(201);
    const { decidedBy, decidedAt, sequence, ...decision } = body.decision;
    const [, entry] = await expectIntact(model, 2);
    expect(entry).toMatchObject({
      actor: decidedBy,
      action: 'decision',
      recordedAt: decidedAt,
      sequence,
      body: {
        ...decision,
        policies: [
          { id: 'high-risk', digest: expect.stringMatching(/^[0-9a-f]{64}$/) },
        ],
      },
    });
  });

  it('chains decisions of several people and keeps those that are replaced', async () => {
    const model = await modelWithVersion();
    await decide(model, vera, { decision: 'rejected' }).expect(201);
    await decide(model, victor).expect(201);
    await decide(model, vera).expect(201);
    await decide(model, person('rosa-risk'), { requirement: 'risk' });
    const ledger = await expectIntact(model, 5);
    const changed = ledger.map(entry =>
      entry.sequence === 2
        ? { ...entry, body: { ...entry.body, decision: 'approved' } }
        : entry,
    );
    expect(findBrokenEntry(changed)).toMatchObject({ sequence: 2 });
    expect(findBrokenEntry(ledger.slice(1))).toMatchObject({ sequence: 1 });
  });

  it('records what two people decide at the same moment', async () => {
    const model = await modelWithVersion();
    const answers = await Promise.all([
      decide(model, vera, { comment: 'Vera agrees' }),
      decide(model, victor, {
        decision: 'rejected',
        comment: 'Victor does not',
      }),
    ]);
    expect(answers.map(answer => answer.status)).toEqual([201, 201]);
    const ledger = await expectIntact(model, 3);
    expect(ledger.map(entry => entry.actor).sort()).toEqual([
      'external:trainer',
      'user:default/vera-validator',
      'user:default/victor-validator',
    ]);
    expect((await model.summary()).signOff).toBe('rejected');
  });

  it('has no decision after the review was closed at the same moment', async () => {
    const model = await modelWithVersion();
    const { review } = (await openReview(model).expect(201)).body;
    const close = { reason: 'Too late' };
    const answers = await Promise.all([
      decide(model, victor),
      model.post(`/reviews/${review.id}/close`, close),
      decide(model, vera),
    ]);
    const decided = answers.filter(({ status }) => status === 201).length;
    expect(answers[1].status).toBe(200);
    expect(
      answers.every(({ status }) => [200, 201, 409].includes(status)),
    ).toBe(true);
    const ledger = await expectIntact(model, 2 + decided);
    expect(ledger[ledger.length - 1].action).toBe('review-closed');
  });

  it('records everything of a rush of decisions', async () => {
    const model = await modelWithVersion();
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        decide(model, index % 2 ? vera : victor, { comment: `No. ${index}` }),
      ),
    );
    expect(answers.map(answer => answer.status)).toEqual(Array(20).fill(201));
    await expectIntact(model, 21);
  });

  it('records a decision once that one person sends many times at once', async () => {
    const model = await modelWithVersion();
    const answers = await Promise.all(
      Array.from({ length: 6 }, () =>
        decide(model, vera).set('Idempotency-Key', 'impatient'),
      ),
    );
    const ids = answers.map(({ body }) => body.decision.id);
    expect(new Set(ids).size).toBe(1);
    await expectIntact(model, 2);
  });

  it('says which artifact was decided about', async () => {
    const model = backend.addHighRiskModel();
    const digest = `sha256:${'ab'.repeat(32)}`;
    await model.post('/versions', { version: '1', digest }).expect(200);
    await openReview(model).expect(201);
    await decide(model, vera).expect(201);
    const [, entry] = await expectIntact(model, 2);
    expect(entry.body).toMatchObject({ version: '1', versionDigest: digest });
  });

  it('has a chain of its own for each model', async () => {
    const models = await Promise.all([modelWithVersion(), modelWithVersion()]);
    await Promise.all(
      [...models, ...models].map((model, index) =>
        decide(model, index < 2 ? vera : victor).expect(201),
      ),
    );
    const [one, other] = await Promise.all(
      models.map(model => expectIntact(model, 3)),
    );
    expect(one[1].hash).not.toBe(other[1].hash);
  });

  it('is not touched by a decision that is refused', async () => {
    const model = await modelWithVersion();
    await decide(model, person('rosa-risk')).expect(403);
    await decide(model, vera, { version: '2' }).expect(400);
    await expectIntact(model, 1);
  });

  it('is shown on the page of the model: what counts, what is about the version, and the newest others', async () => {
    const model = await modelWithVersion();
    const approval = (await decide(model, vera).expect(201)).body.decision;
    for (let index = 2; index <= 24; index++) {
      const version = `${index}`;
      await addReviewedVersion(model, version);
      await decide(model, vera, { version }).expect(201);
    }
    const stateOf = async (version: string) => {
      const { body } = await model.get(`?version=${version}`).expect(200);
      return body.governance.requirements[0];
    };

    const { status, decisions, decisionsLeftOut } = await stateOf('1');
    expect(status).toBe('approved');
    expect(decisions).toHaveLength(20);
    expect(decisionsLeftOut).toBe(4);
    expect(decisions[0].version).toBe('24');
    expect(decisions.at(-1)).toEqual(approval);

    const others = await stateOf('24');
    expect(
      others.decisions.map((decision: { version: string }) => decision.version),
    ).toEqual(Array.from({ length: 20 }, (_, index) => `${24 - index}`));
  });

  it('is shown on the page of the model with all that one person decided about the version', async () => {
    const model = await modelWithVersion();
    for (let index = 1; index <= 22; index++) {
      await decide(model, vera, { comment: `No. ${index}` }).expect(201);
    }
    const [state] = (await model.overview()).governance.requirements;
    expect(
      state.decisions.map(
        (decision: { sequence: number }) => decision.sequence,
      ),
    ).toEqual(Array.from({ length: 22 }, (_, index) => 23 - index));
    expect(state).not.toHaveProperty('decisionsLeftOut');
  });

  it('lists its decisions in pages, the newest first', async () => {
    const model = await modelWithVersion();
    for (let index = 1; index <= 7; index++) {
      await decide(model, vera, { comment: `No. ${index}` }).expect(201);
    }
    const seen: number[] = [];
    let cursor = '';
    do {
      const { body } = await model.get(`/decisions?limit=3${cursor}`);
      body.items.forEach((item: { sequence: number }) =>
        seen.push(item.sequence),
      );
      const { nextCursor } = body.pageInfo;
      cursor = nextCursor ? `&cursor=${nextCursor}` : '';
    } while (cursor);
    expect(seen).toEqual([8, 7, 6, 5, 4, 3, 2]);
    await model.get('/decisions?cursor=x').expect(400);
  });
});
