import { Decision } from '@modelry/backstage-plugin-models-common';
import { randomUUID } from 'node:crypto';
import { TestModel } from '../__testUtils__/TestModel';
import {
  addReviewedVersion,
  decide,
  governedConfig,
  ledgerOf,
} from '../__testUtils__/governance';
import { Caller, person } from '../__testUtils__/people';
import {
  ModelsBackend,
  startModelsBackend,
} from '../__testUtils__/startModelsBackend';
import { testDatabases } from '../__testUtils__/testDatabases';

jest.setTimeout(120_000);

const databases = testDatabases();
const victor = person('victor-validator');
const MEGABYTE = 1_000_000;

/** As much as a request may hold of it, or nearly. */
const LONG = {
  comment: 'c'.repeat(10_000),
  evidence: Array.from({ length: 30 }, (_, index) => ({
    title: `Part ${index}`,
    text: String(index % 10).repeat(10_000),
  })),
};

describe.each(databases.eachSupportedId())('long decisions on %s', id => {
  let backend: ModelsBackend;
  let model: TestModel;
  beforeAll(async () => {
    backend = await startModelsBackend({
      knex: await databases.init(id),
      config: governedConfig,
    });
    model = await addReviewedVersion(backend.addHighRiskModel());
    for (const [index, who] of [
      victor,
      person('vera-validator'),
      victor,
      victor,
    ].entries()) {
      await decideAtLength(who, `${index}`);
    }
    await decide(model, person('rosa-risk'), { requirement: 'risk' });
  });

  async function decideAtLength(caller: Caller, first: string) {
    await decide(model, caller, {
      ...LONG,
      comment: `${first}${LONG.comment.slice(1)}`,
    }).expect(201);
  }

  async function decisionsShown(): Promise<Decision[]> {
    const { governance } = await model.overview(victor);
    expect(JSON.stringify(governance).length).toBeLessThan(MEGABYTE);
    return governance.requirements.flatMap(
      (requirement: { decisions: Decision[] }) => requirement.decisions,
    );
  }

  it('are shortened on the page of the model, the older ones first', async () => {
    const [newest, ...older] = (await decisionsShown()).filter(
      ({ requirement }) => requirement === 'validation',
    );
    expect(newest).toMatchObject({ evidence: LONG.evidence });
    expect(newest).not.toHaveProperty('shortened');
    expect(older).toHaveLength(3);
    for (const [index, decision] of older.entries()) {
      expect(decision).toMatchObject({
        ...{ shortened: true, evidence: [] },
        comment: `${2 - index}${'c'.repeat(199)}`,
      });
    }
  });

  it('keep short ones whole', async () => {
    const short = (await decisionsShown()).find(
      ({ requirement }) => requirement === 'risk',
    );
    expect(short).toMatchObject({ comment: 'I reproduced the evaluation' });
    expect(short).not.toHaveProperty('shortened');
  });

  it('can be read one by one, whole', async () => {
    const shortened = (await decisionsShown()).filter(one => one.shortened);
    for (const { id: decisionId } of shortened) {
      const { body } = await model
        .get(`/decisions/${decisionId}`, victor)
        .expect(200);
      expect(body.comment).toHaveLength(10_000);
      expect(body.evidence).toEqual(LONG.evidence);
      expect(body).not.toHaveProperty('shortened');
    }
    await model.get(`/decisions/${randomUUID()}`).expect(404);
  });

  it.each(['decisions', 'ledger'])(
    'make the pages of %s shorter, and nothing is left out',
    async list => {
      const sequences: number[] = [];
      let cursor = '';
      let pages = 0;
      do {
        const { body } = await model
          .get(`/${list}?limit=200${cursor && `&cursor=${cursor}`}`)
          .expect(200);
        expect(JSON.stringify(body).length).toBeLessThan(MEGABYTE);
        sequences.push(
          ...body.items.map((item: { sequence: number }) => item.sequence),
        );
        cursor = body.pageInfo.nextCursor ?? '';
        pages++;
      } while (cursor);
      expect(pages).toBe(2);
      expect(sequences.sort()).toEqual(
        list === 'ledger' ? [1, 2, 3, 4, 5, 6] : [2, 3, 4, 5, 6],
      );
    },
  );

  it('are whole in the ledger', async () => {
    const [, entry] = await ledgerOf(model);
    expect(entry.body.evidence).toEqual(LONG.evidence);
  });
});
