import { createHash } from 'node:crypto';

/** What a stand-in of Alertmanager says of one alert. */
export interface StandInAlert {
  status?: 'firing' | 'resolved';
  fingerprint?: string;
  startsAt?: string;
  endsAt?: string;
  labels?: Record<string, string>;
  annotations?: Record<string, string>;
}

/** Minutes before now, as Alertmanager writes times. */
export const minutesAgo = (minutes: number) =>
  new Date(Date.now() - minutes * 60_000).toISOString();

/** A delivery in the shape that was recorded of Alertmanager 0.25. */
export function delivery(alerts: StandInAlert[], more: object = {}) {
  return {
    receiver: 'backstage\\.model',
    status: alerts.some(({ status }) => status !== 'resolved')
      ? 'firing'
      : 'resolved',
    alerts: alerts.map(toAlert),
    ...{ groupLabels: {}, commonLabels: {}, commonAnnotations: {} },
    externalURL: 'http://alertmanager:9093',
    ...{ version: '4', groupKey: '{}:{}', truncatedAlerts: 0 },
    ...{ notification_reason: 'firing', routeLabels: {} },
    ...more,
  };
}

function toAlert({ labels = { model: 'churn' }, ...alert }: StandInAlert) {
  const all = { alertname: 'ModelDown', severity: 'critical', ...labels };
  return {
    ...{ status: 'firing', labels: all },
    annotations: { summary: 'The model is down' },
    startsAt: minutesAgo(10),
    endsAt: '0001-01-01T00:00:00Z',
    generatorURL: 'http://prometheus/graph',
    fingerprint: fingerprintOf(all),
    ...alert,
  };
}

// Alerts are the same as long as their labels are.
function fingerprintOf(labels: Record<string, string>): string {
  const text = JSON.stringify(Object.entries(labels).sort());
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}
