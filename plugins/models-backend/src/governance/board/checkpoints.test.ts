import {
  LedgerCheckpoint,
  VerifySignature,
  chainEntry,
  verifyLedgerExport,
} from '@modelry/backstage-plugin-models-common';
import { Knex } from 'knex';
import { createHash, generateKeyPairSync, verify } from 'node:crypto';
import request from 'supertest';
import { TestModel } from '../../__testUtils__/TestModel';
import { approve, boardConfig, readBoard } from '../../__testUtils__/board';
import { machine } from '../../__testUtils__/people';
import {
  ModelsBackend,
  startModelsBackend,
} from '../../__testUtils__/startModelsBackend';
import { testDatabases } from '../../__testUtils__/testDatabases';

jest.setTimeout(60_000);

const databases = testDatabases();
const TASK = 'write-ledger-checkpoint';
const { privateKey, publicKey } = generateKeyPairSync('ed25519');

function configWith(signingKey: string) {
  const { governance } = boardConfig;
  return {
    ...boardConfig,
    governance: { ...governance, checkpoints: { signingKey } },
  };
}

describe.each(databases.eachSupportedId())('checkpoints on %s', id => {
  let knex: Knex;
  let backend: ModelsBackend;
  beforeAll(async () => {
    knex = await databases.init(id);
    backend = await startModelsBackend({
      knex,
      config: configWith(
        privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
      ),
    });
  });

  async function modelWithLedger() {
    const model = backend.addHighRiskModel();
    await model.post('/versions', { version: '1' }).expect(200);
    await approve(model);
    return model;
  }

  async function checkpoints(): Promise<LedgerCheckpoint[]> {
    const { items } = await readBoard(backend.server, 'ledger-checkpoints');
    return items;
  }

  async function head(model: TestModel) {
    const { body } = await model.get('/ledger').expect(200);
    const { modelRef, sequence, hash } = body.items.at(-1);
    return { modelRef, sequence, hash };
  }

  async function exported(): Promise<string[]> {
    const { text } = await request(backend.server)
      .get('/api/models/ledger-export')
      .set('Authorization', machine)
      .buffer(true)
      .parse((response, done) => {
        let body = '';
        response.on('data', chunk => (body += chunk));
        response.on('end', () => done(null, body));
      })
      .then(({ body }) => ({ text: String(body) }));
    return text.split('\n').filter(Boolean);
  }

  it('name the heads of the ledgers that grew since, in a chain', async () => {
    const [one, other] = [await modelWithLedger(), await modelWithLedger()];
    await backend.runTask(TASK);
    const [first] = await checkpoints();
    expect(first.heads).toEqual(
      expect.arrayContaining([await head(one), await head(other)]),
    );

    const third = await modelWithLedger();
    await backend.runTask(TASK);
    await backend.runTask(TASK);
    const [second, ...earlier] = await checkpoints();
    expect(earlier[0]).toEqual(first);
    expect(second).toMatchObject({
      sequence: first.sequence + 1,
      previousHash: first.hash,
      heads: [await head(third)],
    });
  });

  it('are signed so that the public key is all it takes to check', async () => {
    await modelWithLedger();
    await backend.runTask(TASK);
    const [{ hash, signature }] = await checkpoints();
    const der = publicKey.export({ type: 'spki', format: 'der' });
    expect(signature).toEqual({
      keyId: createHash('sha256').update(der).digest('hex'),
      algorithm: 'Ed25519',
      value: expect.any(String),
    });
    const value = Buffer.from(signature?.value ?? '', 'base64');
    expect(verify(null, Buffer.from(hash), publicKey, value)).toBe(true);
    expect(verify(null, Buffer.from('other'), publicKey, value)).toBe(false);
  });

  it('that two replicas write at once stay one chain', async () => {
    const replica = await startModelsBackend({ knex, config: boardConfig });
    const model = await modelWithLedger();
    await Promise.allSettled([backend.runTask(TASK), replica.runTask(TASK)]);
    await backend.runTask(TASK);
    const named = (await checkpoints()).filter(({ heads }) =>
      heads.some(({ modelRef }) => modelRef === model.modelRef),
    );
    expect(named).toHaveLength(1);
    expect(verifyLedgerExport(await exported())).toMatchObject({
      ok: true,
    });
  });

  it('find a ledger that was cut short', async () => {
    const model = await modelWithLedger();
    await backend.runTask(TASK);
    const { sequence } = await head(model);
    const lines = await exported();
    expect(verifyLedgerExport(lines)).toMatchObject({ ok: true });
    const kept = lines.filter(line => {
      const { type, entry } = JSON.parse(line);
      return !(
        type === 'entry' &&
        entry.modelRef === model.modelRef &&
        entry.sequence === sequence
      );
    });
    const end = JSON.parse(kept.pop() ?? '');
    kept.push(JSON.stringify({ ...end, entries: end.entries - 1 }));
    expect(verifyLedgerExport(kept)).toMatchObject({
      ok: false,
      problem: { modelRef: model.modelRef, sequence },
    });
  });

  it('find an entry that was rewritten together with its hash', async () => {
    const model = await modelWithLedger();
    await backend.runTask(TASK);
    const { body } = await model.get('/ledger').expect(200);
    const { hash, sequence, ...act } = body.items.at(-1);
    const where = { model_ref: model.modelRef, sequence };
    const forged = chainEntry({
      act: { ...act, actor: 'user:default/somebody-else' },
      previous: { sequence: sequence - 1, hash: act.previousHash },
    });
    const rewrite = (entry: { actor: string; hash: string }) =>
      knex('ledger_entries')
        .where(where)
        .update({ actor: entry.actor, hash: entry.hash });
    await rewrite(forged);
    expect(verifyLedgerExport(await exported())).toMatchObject({
      ok: false,
      problem: { modelRef: model.modelRef, sequence },
    });
    await rewrite({ ...act, hash });
    expect(verifyLedgerExport(await exported())).toMatchObject({ ok: true });
  });

  it('give themselves away when a head in them is changed', async () => {
    const model = await modelWithLedger();
    await backend.runTask(TASK);
    const [{ sequence, heads }] = await checkpoints();
    const setHeads = (changed: LedgerCheckpoint['heads']) =>
      knex('ledger_checkpoints')
        .where({ sequence })
        .update({ heads_json: JSON.stringify(changed) });
    await setHeads(heads.filter(h => h.modelRef !== model.modelRef));
    expect(verifyLedgerExport(await exported())).toMatchObject({
      ok: false,
      problem: { sequence },
    });
    await setHeads(heads);
    expect(verifyLedgerExport(await exported())).toMatchObject({ ok: true });
  });

  it('that somebody without the key made are found by the signature', async () => {
    await modelWithLedger();
    await backend.runTask(TASK);
    const verifySignature: VerifySignature = ({ hash, signature }) =>
      verify(
        null,
        Buffer.from(hash),
        publicKey,
        Buffer.from(signature.value, 'base64'),
      )
        ? 'valid'
        : 'invalid';
    const verdict = async () =>
      verifyLedgerExport(await exported(), { verifySignature });
    expect(await verdict()).toMatchObject({ ok: true });
    const [{ sequence, signature }] = await checkpoints();
    const sign = (value: string | undefined) =>
      knex('ledger_checkpoints')
        .where({ sequence })
        .update({ signature: value });
    await sign(Buffer.alloc(64).toString('base64'));
    expect(await verdict()).toMatchObject({ ok: false, problem: { sequence } });
    await sign(signature?.value);
  });
});

const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;

describe('a signing key of the configuration', () => {
  it.each([
    ['no key', 'c2VjcmV0', 'is no private key in PEM'],
    [
      'a key of another kind',
      rsa.export({ type: 'pkcs8', format: 'pem' }).toString(),
      'is a key for rsa, not for Ed25519',
    ],
    [
      'a public key',
      publicKey.export({ type: 'spki', format: 'pem' }).toString(),
      'is no private key in PEM',
    ],
  ])('stops the start when it is %s', async (_, signingKey, reason) => {
    const knex = await databases.init('SQLITE_3');
    const start = startModelsBackend({ knex, config: configWith(signingKey) });
    const message = await start.then(
      () => 'started',
      error => String(error),
    );
    expect(message).toContain('models.governance.checkpoints.signingKey');
    expect(message).toContain(reason);
    expect(message).toContain('openssl genpkey -algorithm ed25519');
    expect(message).not.toContain(signingKey.slice(30, 60) || signingKey);
  });
});
