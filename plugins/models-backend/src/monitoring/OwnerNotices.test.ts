import { OWNERS } from '../__testUtils__/people';
import {
  ModelsBackend,
  startModelsBackend,
} from '../__testUtils__/startModelsBackend';
import { testDatabases } from '../__testUtils__/testDatabases';
import { TestModel } from '../__testUtils__/TestModel';

jest.setTimeout(60_000);

const databases = testDatabases();

const HOUR_MS = 3_600_000;
const START = Date.now() - 24 * HOUR_MS;

describe.each(databases.eachSupportedId())(
  'beginnings and ends of incidents on %s',
  id => {
    let backend: ModelsBackend;
    beforeAll(async () => {
      backend = await startModelsBackend({ knex: await databases.init(id) });
    });

    const at = (model: TestModel, n: number, status: string) =>
      model
        .post('/check-results', {
          results: [
            {
              ...{ check: 'AUC', kind: 'performance', status },
              observedAt: new Date(START + n * HOUR_MS).toISOString(),
            },
          ],
        })
        .expect(200);

    const sentAbout = (model: TestModel) =>
      backend.notifications.send.mock.calls
        .map(([{ payload }]) => payload)
        .filter(({ scope }) => scope?.endsWith(model.modelRef));

    const titlesAbout = (model: TestModel) =>
      sentAbout(model).map(({ title }) => title);

    it('are told of when notifications can be sent again, each with its newest word', async () => {
      const [ongoing, over, joined, gone] = [
        'Ongoing',
        'Over',
        'Joined',
        'Gone',
      ].map(title => backend.addModel({ owner: OWNERS, title }));
      backend.notifications.send.mockRejectedValue(new Error('Out of order'));
      for (const model of [ongoing, over, joined, gone]) {
        await at(model, 1, 'critical');
      }
      await at(over, 2, 'ok');
      await at(joined, 3, 'ok');
      await at(joined, 4, 'critical');
      await at(joined, 3, 'critical');
      gone.catalog.remove();
      backend.notifications.send.mockReset();

      await backend.runTask('tell-of-incidents');
      await backend.runTask('tell-of-incidents');
      expect(titlesAbout(ongoing)).toEqual(['Ongoing is critical']);
      expect(titlesAbout(over)).toEqual(['Over: AUC is no longer critical']);
      expect(titlesAbout(joined)).toEqual(['Joined is critical']);
      const { body } = await joined.get('/incidents').expect(200);
      expect(sentAbout(joined)[0].link).toContain(body.items[0].id);
      expect(titlesAbout(gone)).toEqual([]);
    });
  },
);
