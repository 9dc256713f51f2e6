import { mockServices } from '@backstage/backend-test-utils';
import { ConfigReader } from '@backstage/config';
import { testDatabases } from '@internal/test-utils';
import {
  ModelEntity,
  checkKindSchema,
} from '@modelry/backstage-plugin-models-common';
import { CheckRecord } from '@modelry/backstage-plugin-models-node';
import { z } from 'zod';
import { AlertReceiver } from './AlertReceiver';
import { AlertStore } from './AlertStore';
import { ModelFinder } from './ModelFinder';
import { StandInAlert, delivery, minutesAgo } from './__testUtils__/alerts';
import { SECRET } from './__testUtils__/startAlertmanagers';
import { readAlertmanagers } from './config';
import { webhookSchema } from './webhookSchema';

jest.setTimeout(60_000);

const databases = testDatabases();
const CHURN: ModelEntity = {
  apiVersion: 'modelry.dev/v1alpha1',
  kind: 'Model',
  metadata: { name: 'churn', namespace: 'default' },
  spec: { type: 'classification', lifecycle: 'development' },
};

describe.each(databases.eachSupportedId())('two deliveries on %s', id => {
  it('at the same time about one check hide nothing of each other', async () => {
    const knex = await databases.init(id);
    const { receive, reported, whileOneIsDealtWith } = await start(knex);
    const one = { fingerprint: 'one', startsAt: minutesAgo(10) };
    await receive({ ...one });
    whileOneIsDealtWith(() =>
      receive({ fingerprint: 'other', startsAt: minutesAgo(1) }),
    );
    const endsAt = minutesAgo(2);
    await receive({ ...one, status: 'resolved', endsAt });
    expect(newestOf(reported)).toMatchObject({ status: 'critical' });
  });
});

const reportedSchema = z.object({
  check: z.string(),
  kind: checkKindSchema,
  status: z.enum(['ok', 'warning', 'critical']),
  observedAt: z.string(),
});
type Reported = z.output<typeof reportedSchema>;

async function start(knex: Parameters<typeof databaseOf>[0]) {
  const [instance] = readAlertmanagers(
    new ConfigReader({
      models: { sources: { alertmanager: { main: { secret: SECRET } } } },
    }),
  );
  const reported: Reported[] = [];
  let meanwhile: (() => Promise<unknown>) | undefined;
  const record: CheckRecord = {
    async *models() {},
    find: async () => new Map([['model:default/churn', CHURN]]),
    running: async () => [],
    async checks() {
      const next = meanwhile;
      meanwhile = undefined;
      await next?.();
      const latest = newestOf(reported);
      return latest
        ? [{ ...latest, status: latest.status, latest, allowedSilence: 'P2D' }]
        : [];
    },
    async report(_, __, results) {
      reported.push(...results.map(one => reportedSchema.parse(one)));
      const accepted = results.length;
      return { format: 'modelry', accepted, alreadyKnown: 0, status: 'ok' };
    },
  };
  const now = () => new Date();
  const store = await AlertStore.create(databaseOf(knex));
  const finder = new ModelFinder({ record, now });
  const receiver = new AlertReceiver({
    ...{ instance, record, store, finder, now },
  });
  return {
    reported,
    receive: (alert: StandInAlert) =>
      receiver.receive(webhookSchema.parse(delivery([alert]))),
    whileOneIsDealtWith: (act: () => Promise<unknown>) => {
      meanwhile = act;
    },
  };
}

function databaseOf(knex: Awaited<ReturnType<typeof databases.init>>) {
  return mockServices.database({ knex });
}

function newestOf(reported: readonly Reported[]): Reported | undefined {
  return [...reported]
    .sort((a, b) => a.observedAt.localeCompare(b.observedAt))
    .at(-1);
}
