import request from 'supertest';
import { governedConfig, ledgerOf } from '../../__testUtils__/governance';
import { person } from '../../__testUtils__/people';
import {
  addRenamed,
  continueRecord,
  fillRecord,
  rename,
} from '../../__testUtils__/rename';
import {
  ModelsBackend,
  startModelsBackend,
} from '../../__testUtils__/startModelsBackend';
import { testDatabases } from '../../__testUtils__/testDatabases';

jest.setTimeout(60_000);

const databases = testDatabases();

describe.each(databases.eachSupportedId())('a renamed model on %s', id => {
  let backend: ModelsBackend;
  beforeAll(async () => {
    const knex = await databases.init(id);
    backend = await startModelsBackend({ knex, config: governedConfig });
  });

  const renamed = () => addRenamed(backend);

  const errorOf = async (sent: request.Test, status: number) =>
    (await sent.expect(status)).body.error.message;

  it('does not take the record of a model that is still there', async () => {
    const former = backend.addHighRiskModel();
    await fillRecord(former);
    backend.catalog.hideFromPeople(former.modelRef);
    const model = backend.addHighRiskModel();

    expect(await errorOf(continueRecord(model, former), 409)).toContain(
      'is still in the catalog',
    );
    expect(await errorOf(continueRecord(model, model), 400)).toContain(
      'is the model itself',
    );
  });

  it('does not take a record that is not there', async () => {
    const { former, model } = await renamed();
    const nowhere = rename(backend.addHighRiskModel(), 'nowhere');
    nowhere.catalog.remove();
    expect(await errorOf(continueRecord(model, nowhere), 409)).toContain(
      `there is no record of '${nowhere.modelRef}'`,
    );
    await continueRecord(model, former).expect(200);
    const other = backend.addHighRiskModel();
    expect(await errorOf(continueRecord(other, former), 409)).toContain(
      'goes on under another name',
    );
  });

  it('loses nothing that was reported or decided under the new name unasked', async () => {
    const { former, model } = await renamed();
    await model.post('/versions', { version: '2' }).expect(200);
    expect(await errorOf(continueRecord(model, former), 409)).toContain(
      '1 version, 0 deployments and 0 checks were reported',
    );
    await model
      .post('/end-of-life', { date: '2999-12-31', reason: 'Replaced' })
      .expect(200);
    const body = { discardReported: true };
    expect(
      await errorOf(continueRecord(model, former, { body }), 409),
    ).toContain('has a ledger of its own already (1 entries)');
    const { versions } = (await model.overview()).lifecycle;
    expect(versions).toMatchObject([{ version: '2' }]);
  });

  it('leaves its old name to no other model, and says so', async () => {
    const { former, model } = await renamed();
    await continueRecord(model, former).expect(200);
    const another = model.catalog.addNamed(former.name);

    const refusal = another.post('/versions', { version: '1' });
    expect(await errorOf(refusal, 409)).toContain(
      `its record goes on as '${model.modelRef}'`,
    );
    expect((await another.overview()).lifecycle.totalVersions).toBe(0);
    const gone = rename(backend.addHighRiskModel(), 'gone');
    await fillRecord(gone);
    gone.catalog.remove();
    expect(await errorOf(continueRecord(another, gone), 409)).toContain(
      'no other can go on here',
    );
  });

  it('gets its record once when two people ask at once', async () => {
    const { former, model } = await renamed();
    const answers = await Promise.all(
      ['dario-datasci' as const, 'rosa-risk' as const].map(name =>
        continueRecord(model, former, { caller: person(name) }),
      ),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(
      (await ledgerOf(model)).filter(
        ({ action }) => action === 'record-continued',
      ),
    ).toHaveLength(1);
  });
});
