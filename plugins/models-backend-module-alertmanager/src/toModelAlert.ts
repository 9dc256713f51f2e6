import {
  CheckKind,
  checkKindSchema,
} from '@modelry/backstage-plugin-models-common';
import { AlertmanagerInstance } from './config';
import { Alert } from './webhookSchema';

const LONGEST_SUMMARY = 1_000;
const ENVIRONMENT = /^[a-z0-9]([a-z0-9._-]{0,61}[a-z0-9])?$/;

/** An alert about a model, in the words of the record. */
export interface ModelAlert {
  fingerprint: string;
  modelRef: string;
  check: string;
  kind: CheckKind;
  environment?: string;
  version?: string;
  /** How bad it is while it goes on. */
  level: 'ok' | 'warning' | 'critical';
  summary: string;
  startsAt: Date;
  /** It goes on when left out. */
  endsAt?: Date;
}

/** What an alert says of the model that it is about. */
export function toModelAlert(
  alert: Alert,
  options: { modelRef: string; instance: AlertmanagerInstance; now: Date },
): ModelAlert {
  const { modelRef, instance, now } = options;
  const { labels, status, fingerprint } = alert;
  const environment = said(labels, instance.labels.environment);
  const version = said(labels, instance.labels.version);
  const severity = labels[instance.labels.severity] ?? '';
  return {
    ...{ fingerprint, modelRef, check: nameOf(alert) },
    kind: kindOf(alert, instance),
    ...(environment && ENVIRONMENT.test(environment) && { environment }),
    ...(version && { version: version.slice(0, 128) }),
    // Somebody wants to be told of it: what is not known to be harmless is not.
    level:
      instance.severities[severity.toLocaleLowerCase('en-US')] ?? 'critical',
    summary: summaryOf(alert),
    startsAt: new Date(alert.startsAt),
    ...(status === 'resolved' && { endsAt: new Date(alert.endsAt ?? now) }),
  };
}

/** The name of an alert, and of the check that it becomes. */
export function nameOf({ labels }: Alert): string {
  return oneLine(labels.alertname ?? '').slice(0, 200) || 'Alert';
}

function kindOf(alert: Alert, instance: AlertmanagerInstance): CheckKind {
  const declared = checkKindSchema.safeParse(
    alert.labels[instance.labels.kind],
  );
  if (declared.success) {
    return declared.data;
  }
  const name = nameOf(alert);
  const configured = instance.kinds.find(one => matches(one.alert, name));
  return (
    configured?.kind ?? (/drift/i.test(name) ? 'data-drift' : 'service-health')
  );
}

// A star stands for anything.
function matches(pattern: string, name: string): boolean {
  const parts = pattern.split('*').map(escaped);
  return new RegExp(`^${parts.join('.*')}$`).test(name);
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}

function said(
  labels: Record<string, string>,
  names: readonly string[],
): string | undefined {
  return names
    .map(name => oneLine(labels[name] ?? ''))
    .find(value => value.length > 0);
}

function summaryOf(alert: Alert): string {
  const { summary, description, message } = alert.annotations;
  const words = summary || description || message || nameOf(alert);
  return oneLine(words).slice(0, LONGEST_SUMMARY);
}

function oneLine(text: string): string {
  // eslint-disable-next-line no-control-regex
  return text.replace(/[\u0000-\u001f\u007f\p{Surrogate}]+/gu, ' ').trim();
}
