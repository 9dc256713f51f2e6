import {
  LedgerCheckpoint,
  chainCheckpoint,
  chainEntry,
} from '@modelry/backstage-plugin-models-common';
import { Knex } from 'knex';
import { generateKeyPairSync } from 'node:crypto';
import { TestModel } from '../../__testUtils__/TestModel';
import {
  BOARD,
  approve,
  boardConfig,
  readBoard,
} from '../../__testUtils__/board';
import {
  ModelsBackend,
  startModelsBackend,
} from '../../__testUtils__/startModelsBackend';
import { testDatabases } from '../../__testUtils__/testDatabases';

jest.setTimeout(60_000);

const databases = testDatabases();
const TASK = 'write-ledger-checkpoint';
const { privateKey } = generateKeyPairSync('ed25519');
const config = {
  ...boardConfig,
  governance: {
    ...boardConfig.governance,
    checkpoints: {
      signingKey: privateKey
        .export({ type: 'pkcs8', format: 'pem' })
        .toString(),
    },
  },
};

describe.each(databases.eachSupportedId())('before a checkpoint on %s', id => {
  let knex: Knex;
  let backend: ModelsBackend;
  let model: TestModel;
  beforeEach(async () => {
    knex = await databases.init(id);
    backend = await startModelsBackend({ knex, config });
    model = backend.addHighRiskModel();
    await model.post('/versions', { version: '1' }).expect(200);
    await approve(model);
    await backend.runTask(TASK);
    // The ledger has grown since: there is something to sign.
    await approve(model);
  });

  async function checkpoints(): Promise<LedgerCheckpoint[]> {
    return (await readBoard(backend.server, 'ledger-checkpoints')).items;
  }

  async function entries() {
    return (await model.get('/ledger').expect(200)).body.items;
  }

  function errors(): string {
    return JSON.stringify(backend.logger.error.mock.calls);
  }

  function toldOfLedgers() {
    return backend.notifications.send.mock.calls
      .map(([message]) => message)
      .filter(({ payload }) => payload.scope?.startsWith('models.ledger.'));
  }

  async function rewriteLast(): Promise<number> {
    const { hash: _, ...act } = (await entries()).at(-1);
    const forged = chainEntry({
      act: { ...act, actor: 'user:default/mallory' },
      previous: { sequence: act.sequence - 1, hash: act.previousHash },
    });
    await knex('ledger_entries')
      .where({ model_ref: model.modelRef, sequence: act.sequence })
      .update({ actor: forged.actor, hash: forged.hash });
    await knex('models')
      .where({ model_ref: model.modelRef })
      .update({ ledger_hash: forged.hash });
    return act.sequence;
  }

  it('all is well when nobody tampered', async () => {
    await backend.runTask(TASK);
    const [newest] = await checkpoints();
    expect(newest).toMatchObject({
      sequence: 2,
      heads: [{ sequence: (await entries()).length }],
    });
    expect(backend.logger.error).not.toHaveBeenCalled();
    expect(JSON.stringify(backend.logger.info.mock.calls)).toContain(
      `Ledger checkpoint 2:${newest.hash}`,
    );
  });

  it('a rewritten entry that a checkpoint knows is named, also after a restart', async () => {
    await backend.runTask(TASK);
    const sequence = await rewriteLast();
    const restarted = await startModelsBackend({ knex, config });
    for (const replica of [backend, restarted]) {
      await replica.runTask(TASK);
      expect(JSON.stringify(replica.logger.error.mock.calls)).toContain(
        `${model.modelRef}, entry ${sequence}: checkpoint 2 knows another entry ${sequence}`,
      );
    }
    expect(await checkpoints()).toHaveLength(2);
  });

  it.each([
    ['content was changed', { actor: 'user:default/mallory' }, /changed/],
    ['hash was changed', { hash: 'f'.repeat(64) }, /changed/],
    ['link was changed', { previous_hash: 'f'.repeat(64) }, /follow/],
  ])('a new entry whose %s is named', async (_, change, reason) => {
    const sequence = (await entries()).length;
    await knex('ledger_entries')
      .where({ model_ref: model.modelRef, sequence })
      .update(change);
    await backend.runTask(TASK);
    expect(errors()).toContain(`${model.modelRef}, entry ${sequence}: `);
    expect(errors()).toMatch(reason);
    expect(await checkpoints()).toHaveLength(1);
  });

  it('a ledger that was cut short together with its record is named', async () => {
    await backend.runTask(TASK);
    const [kept, removed] = (await entries()).slice(-2);
    await knex('ledger_entries')
      .where({ model_ref: model.modelRef, sequence: removed.sequence })
      .delete();
    await knex('models')
      .where({ model_ref: model.modelRef })
      .update({ ledger_sequence: kept.sequence, ledger_hash: kept.hash });
    await backend.runTask(TASK);
    expect(errors()).toContain(
      `entry ${removed.sequence}, which checkpoint 2 knows, is missing`,
    );
  });

  it('a ledger whose record was emptied is named', async () => {
    await knex('models')
      .where({ model_ref: model.modelRef })
      .update({ ledger_sequence: 0, ledger_hash: null });
    await backend.runTask(TASK);
    expect(errors()).toContain('which checkpoint 1 knows, is missing');
    expect(await checkpoints()).toHaveLength(1);
  });

  it('a checkpoint that was changed, removed or put in without the key is named', async () => {
    const [first] = await checkpoints();
    const forge = (heads: LedgerCheckpoint['heads']) => {
      const { hash } = chainCheckpoint({ heads, createdAt: first.createdAt });
      return { heads_json: JSON.stringify(heads), hash };
    };
    await knex('ledger_checkpoints').update(forge([]));
    await backend.runTask(TASK);
    expect(errors()).toContain('checkpoint 1 was replaced by another');
    const restarted = await startModelsBackend({ knex, config });
    await restarted.runTask(TASK);
    expect(JSON.stringify(restarted.logger.error.mock.calls)).toContain(
      'checkpoint 1: its signature is wrong',
    );
    await knex('ledger_checkpoints').delete();
    await backend.runTask(TASK);
    expect(errors()).toContain('checkpoint 1 was removed');
  });

  it('a checkpoint without our signature does not hide what ours knows', async () => {
    const [first] = await checkpoints();
    const [head] = first.heads;
    const { hash: _, ...act } = (await entries())[head.sequence - 1];
    const forged = chainEntry({
      act: { ...act, actor: 'user:default/mallory' },
      previous: { sequence: act.sequence - 1, hash: act.previousHash },
    });
    await knex('ledger_entries')
      .where({ model_ref: model.modelRef, sequence: head.sequence })
      .update({ actor: forged.actor, hash: forged.hash });
    const unsigned = chainCheckpoint({
      heads: [{ ...head, hash: forged.hash }],
      createdAt: first.createdAt,
      previous: first,
    });
    await knex('ledger_checkpoints').insert({
      sequence: unsigned.sequence,
      created_at: unsigned.createdAt,
      heads_json: JSON.stringify(unsigned.heads),
      previous_hash: unsigned.previousHash,
      hash: unsigned.hash,
    });
    await backend.runTask(TASK);
    expect(errors()).toContain(
      `checkpoint 1 knows another entry ${head.sequence}`,
    );
  });

  it('the board is told of each finding once, auditors every time, and it goes on when repaired', async () => {
    const sequence = (await entries()).length;
    const where = { model_ref: model.modelRef, sequence };
    const { actor } = (await entries()).at(-1);
    await knex('ledger_entries')
      .where(where)
      .update({ actor: 'user:default/x' });
    await backend.runTask(TASK);
    await backend.runTask(TASK);
    expect(toldOfLedgers()).toEqual([
      expect.objectContaining({
        recipients: { type: 'entity', entityRef: BOARD },
        payload: expect.objectContaining({
          title: `The ledger of ${model.modelRef} is not as it was written`,
          severity: 'critical',
        }),
      }),
    ]);
    const audited = backend.auditor.createEvent.mock.calls
      .map(([event]) => event)
      .filter(({ eventId }) => eventId === 'verify-ledger');
    expect(audited).toEqual(
      Array(2).fill(
        expect.objectContaining({
          severityLevel: 'critical',
          meta: expect.objectContaining({ modelRef: model.modelRef, sequence }),
        }),
      ),
    );

    await knex('ledger_entries').where(where).update({ actor });
    await backend.runTask(TASK);
    expect(await checkpoints()).toHaveLength(2);
    expect(await knex('ledger_findings')).toEqual([]);
  });
});
