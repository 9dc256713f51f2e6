import { mockServices } from '@backstage/backend-test-utils';
import { refusal, testDatabases } from '@internal/test-utils';
import {
  ModelsClient,
  VersionReport,
} from '@modelry/backstage-plugin-models-common';
import { Knex } from 'knex';
import { ToldVersions } from './ToldVersions';
import { ModelVersions, VersionTeller } from './VersionTeller';

const DAY_MS = 24 * 60 * 60 * 1_000;
const signal = new AbortController().signal;

function versionOf(version: string, facts = version) {
  return { version, facts, report: async () => ({ version, stage: 'first' }) };
}

const churn = (...versions: string[]): ModelVersions => ({
  modelRef: 'model:default/churn',
  versions: versions.map(version => versionOf(version)),
});

describe.each(testDatabases().eachSupportedId())(
  'telling of versions, remembered by %s',
  databaseId => {
    const databases = testDatabases();
    let knex: Knex;
    beforeEach(async () => {
      knex = await databases.init(databaseId);
    });

    async function start(location = 'registry:research') {
      const reportVersion = jest.fn<
        ReturnType<ModelsClient['reportVersion']>,
        [string, VersionReport]
      >();
      let time = Date.parse('2026-11-25T10:00:00Z');
      const open = async () =>
        new VersionTeller({
          ...{ location, record: { reportVersion }, remedy: 'Look there.' },
          told: await ToldVersions.create(
            mockServices.database({ knex }),
            () => new Date(time),
          ),
        });
      return {
        ...{ open, reportVersion },
        told: () => reportVersion.mock.calls.map(([, one]) => one.version),
        pass: (days: number) => {
          time += days * DAY_MS;
        },
      };
    }

    it('is done once, whichever replica does it', async () => {
      const { open, told } = await start();
      const [one, other] = [await open(), await open()];
      expect(await one.tell([churn('1', '2')], signal)).toEqual({
        ...{ told: 2, waiting: 0, problems: [] },
      });
      await other.tell([churn('1', '2')], signal);
      await other.tell([churn('1', '2', '3')], signal);
      expect(told()).toEqual(['1', '2', '3']);
    });

    it('is done again when the facts change, or a model comes back', async () => {
      const { open, told } = await start();
      const teller = await open();
      await teller.tell([churn('1', '2')], signal);
      const { modelRef } = churn();
      const changed = [versionOf('1'), versionOf('2', 'other facts')];
      await teller.tell([{ modelRef, versions: changed }], signal);
      expect(told()).toEqual(['1', '2', '2']);
      await teller.tell([], signal);
      await teller.tell([churn('1')], signal);
      expect(told()).toEqual(['1', '2', '2', '1']);
    });

    it('is done again after two weeks, and not before one', async () => {
      const { open, told, pass } = await start();
      const teller = await open();
      await teller.tell([churn('1')], signal);
      pass(7);
      // What is told meanwhile does not put it off.
      await teller.tell([churn('1', '2')], signal);
      expect(told()).toEqual(['1', '2']);
      pass(7);
      await teller.tell([churn('1', '2')], signal);
      expect(told()).toEqual(['1', '2', '1', '2']);
    });

    it('is no business of another registry', async () => {
      const research = await start();
      await (await research.open()).tell([churn('1')], signal);
      const trading = await start('registry:trading');
      await (await trading.open()).tell([churn('1')], signal);
      await (await trading.open()).tell([], signal);
      await (await research.open()).tell([churn('1')], signal);
      expect([research.told(), trading.told()]).toEqual([['1'], ['1']]);
    });

    it('waits for a model that the catalog does not know yet', async () => {
      const { open, told, reportVersion } = await start();
      const teller = await open();
      reportVersion.mockRejectedValueOnce(await refusal(404, 'Not there'));
      const first = await teller.tell([churn('1', '2')], signal);
      expect(first).toEqual({ told: 0, waiting: 1, problems: [] });
      await teller.tell([churn('1', '2')], signal);
      expect(told()).toEqual(['1', '1', '2']);
    });

    it('goes on after a version that is refused, and tries it again', async () => {
      const { open, told, reportVersion } = await start();
      const teller = await open();
      reportVersion.mockRejectedValueOnce(await refusal(400, 'Too long'));
      const { problems } = await teller.tell([churn('1', '2')], signal);
      expect(problems).toEqual([
        {
          message: 'Version 1 of model:default/churn: Too long.',
          remedy: 'Look there.',
        },
      ]);
      await teller.tell([churn('1', '2')], signal);
      expect(told()).toEqual(['1', '2', '1']);
    });

    it('tells without its stage of a version that may not enter it', async () => {
      const { open, reportVersion } = await start();
      reportVersion.mockRejectedValueOnce(await refusal(409, 'Not signed off'));
      const { problems } = await (await open()).tell([churn('1')], signal);
      expect(problems).toMatchObject([{ remedy: 'Look there.' }]);
      expect(reportVersion.mock.calls.at(-1)?.[1]).toEqual({ version: '1' });
    });

    it('remembers what was told before the record could not be told', async () => {
      const { open, told, reportVersion } = await start();
      const teller = await open();
      reportVersion
        .mockResolvedValueOnce(expect.anything())
        .mockRejectedValueOnce(new TypeError('fetch failed'));
      await expect(teller.tell([churn('1', '2')], signal)).rejects.toThrow(
        /models plugin did not take/,
      );
      await (await open()).tell([churn('1', '2')], signal);
      expect(told()).toEqual(['1', '2', '2']);
    });
  },
);
