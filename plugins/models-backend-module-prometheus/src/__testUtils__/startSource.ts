import { ConfigReader } from '@backstage/config';
import { PrometheusClient } from '../PrometheusClient';
import { PrometheusSource } from '../PrometheusSource';
import { readPrometheusInstances } from '../config';
import { FakeRecord } from './FakeRecord';

/** A moment on no multiple of a minute. */
export const NOW = '2026-11-25T10:00:42.000Z';

/** A source between a stand-in of Prometheus and a record, with a clock of its own. */
export function startSource(config: object) {
  const [instance] = readPrometheusInstances(
    new ConfigReader({
      models: {
        sources: {
          prometheus: { main: JSON.parse(JSON.stringify(config)) },
        },
      },
    }),
  );
  const record = new FakeRecord();
  const waited: number[] = [];
  let time = Date.parse(NOW);
  const source = new PrometheusSource({
    instance,
    prometheus: new PrometheusClient(instance, async ms => {
      waited.push(ms);
    }),
    now: () => new Date(time),
  });
  return {
    ...{ record, waited },
    pass: (minutes: number) => {
      time += minutes * 60_000;
    },
    run: () => source.run(record, new AbortController().signal),
  };
}
