import { OWNERS, person } from '../__testUtils__/people';
import {
  ModelsBackend,
  startModelsBackend,
} from '../__testUtils__/startModelsBackend';
import { testDatabases } from '../__testUtils__/testDatabases';
import { TestModel } from '../__testUtils__/TestModel';

jest.setTimeout(60_000);

const databases = testDatabases();

const AUC = { check: 'AUC', kind: 'performance', environment: 'production' };
const MINUTE_MS = 60_000;
const dario = person('dario-datasci');
const [DARIO, LEA] = ['user:default/dario-datasci', 'user:default/lea-lead'];

function minutesAgo(minutes: number): string {
  return new Date(Date.now() - minutes * MINUTE_MS).toISOString();
}

describe.each(databases.eachSupportedId())(
  'what people do about incidents on %s',
  id => {
    let backend: ModelsBackend;
    beforeAll(async () => {
      backend = await startModelsBackend({ knex: await databases.init(id) });
    });

    async function report(
      model: TestModel,
      status: string,
      observedAt: string,
    ): Promise<string> {
      await model
        .post('/check-results', { results: [{ ...AUC, status, observedAt }] })
        .expect(200);
      const { body } = await model.get('/incidents').expect(200);
      return body.items[0].id;
    }

    const acted = async (model: TestModel) =>
      (
        await model.get('/timeline?kind=monitoring').expect(200)
      ).body.items.filter(
        ({ action }: { action: string }) =>
          !['incident-began', 'incident-ended'].includes(action),
      );

    it('stays in the timeline, a cause with the one that it replaced', async () => {
      const model = backend.addModel({ owner: OWNERS });
      const incident = await report(model, 'critical', minutesAgo(9));
      const act = (path: string, body: object, caller = dario) =>
        model.post(`/incidents/${incident}/${path}`, body, caller).expect(200);
      await act('acknowledgement', { comment: 'I look' });
      await act('cause', { cause: 'false-alarm', comment: 'Nothing there' });
      await act('cause', { cause: 'data-changed' }, person('lea-lead'));
      await act('retraining', { comment: 'Soon' });
      const of = { check: 'AUC', environment: 'production', incident };
      expect(await acted(model)).toMatchObject([
        { ...of, action: 'incident-retraining', by: DARIO, text: 'Soon' },
        {
          ...{ ...of, action: 'incident-cause', by: LEA },
          ...{ from: 'false-alarm', to: 'data-changed' },
        },
        {
          ...{ ...of, action: 'incident-cause', by: DARIO },
          ...{ to: 'false-alarm', text: 'Nothing there' },
        },
        { ...of, action: 'incident-acknowledged', by: DARIO, text: 'I look' },
      ]);
      expect((await acted(model))[2]).not.toHaveProperty('from');
    });

    it('goes with an incident that is joined to a later one', async () => {
      const model = backend.addModel();
      const first = await report(model, 'critical', minutesAgo(9));
      await model.post(`/incidents/${first}/acknowledgement`, {}, dario);
      await report(model, 'ok', minutesAgo(7));
      const last = await report(model, 'critical', minutesAgo(5));
      expect(last).not.toBe(first);
      // The worse of two at the same moment counts.
      await model
        .post('/check-results', {
          results: [
            {
              ...{ ...AUC, status: 'critical' },
              observedAt: (
                await model.get(
                  '/check-results?check=AUC&environment=production',
                )
              ).body.items[1].observedAt,
            },
          ],
        })
        .expect(200);
      expect(await acted(model)).toMatchObject([
        { action: 'incident-acknowledged', incident: last },
      ]);
    });

    it('is told to the owner once it can be, when somebody asks for a retraining', async () => {
      const model = backend.addModel({ owner: OWNERS, title: 'Churn' });
      const incident = await report(model, 'critical', minutesAgo(9));
      backend.notifications.send.mockRejectedValue(new Error('Out of order'));
      await model
        .post(`/incidents/${incident}/retraining`, { comment: 'Soon' }, dario)
        .expect(200);
      // What becomes of the incident takes nothing from what was asked for.
      await report(model, 'ok', minutesAgo(1));
      backend.notifications.send.mockReset();
      await backend.runTask('tell-of-incidents');
      await backend.runTask('tell-of-incidents');
      expect(
        backend.notifications.send.mock.calls.map(([{ payload }]) => payload),
      ).toMatchObject([
        {
          title: 'Churn: please train the model again',
          description: 'AUC was critical: Soon',
          link: `/catalog/default/model/${model.name}/monitoring?incident=${incident}`,
          scope: `models.retraining:${incident}`,
        },
        { title: 'Churn: AUC in production is no longer critical' },
      ]);
    });
  },
);
