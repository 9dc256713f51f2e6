import { isError } from '@backstage/errors';
import {
  CheckRecord,
  SourceError,
  SourceRun,
} from '@modelry/backstage-plugin-models-node';
import { Duration } from 'luxon';
import { isDeepStrictEqual } from 'node:util';
import { AlertStore, CheckPlace } from './AlertStore';
import { ModelFinder } from './ModelFinder';
import { AlertmanagerInstance } from './config';
import { ModelAlert, nameOf, toModelAlert } from './toModelAlert';
import { Alert, Delivery } from './webhookSchema';
import { whatHappened } from './whatHappened';

/** Repeated at least every few hours while it goes on, as Alertmanager is set up mostly. */
const FIRING_SILENCE = 'P2D';
/** Nothing is heard while nothing fires, unless there is a heartbeat. */
const QUIET_SILENCE = 'P3650D';
const REFUSALS = ['InputError', 'ConflictError'];

/** Turns alerts of one Alertmanager into results of checks. */
export class AlertReceiver {
  readonly #options: {
    instance: AlertmanagerInstance;
    record: CheckRecord;
    store: AlertStore;
    finder: ModelFinder;
    now: () => Date;
  };

  constructor(options: {
    instance: AlertmanagerInstance;
    record: CheckRecord;
    store: AlertStore;
    finder: ModelFinder;
    now: () => Date;
  }) {
    this.#options = options;
  }

  /**
   * Records what a delivery says. The same delivery twice leaves what it left the first
   * time; one that fails half way is sent again.
   *
   * @returns how many alerts were about a model.
   */
  async receive({ alerts, truncatedAlerts }: Delivery): Promise<number> {
    const { instance, store, now } = this.#options;
    const at = now();
    await store.noteHeard(instance.id, at);
    if (truncatedAlerts > 0) {
      await store.saveProblem(instance.id, truncated(truncatedAlerts), at);
    }
    const found = await this.#findModels(alerts, at);
    const left = await store.move(instance.id, placesNow(alerts, found), at);
    await store.save(instance.id, found, at);
    const byPlace = new Map<string, ModelAlert[]>();
    for (const alert of found) {
      const key = JSON.stringify([
        ...[alert.modelRef, alert.check, alert.environment],
      ]);
      byPlace.set(key, [...(byPlace.get(key) ?? []), alert]);
    }
    for (const [first, ...others] of byPlace.values()) {
      await this.#report(first, [first, ...others]);
    }
    for (const place of left) {
      await this.#report(place, []);
    }
    return found.length;
  }

  /**
   * Says of the checks that nothing new was heard of that they are as they were, for as
   * long as the Alertmanager is heard of at all.
   *
   * @throws `SourceError` when it is silent for longer than its heartbeat.
   */
  async run(signal: AbortSignal): Promise<SourceRun> {
    const { instance, store, now } = this.#options;
    const at = now();
    await store.forget(instance.id, at);
    const heardAt = await store.heardAt(instance.id);
    this.#assertAlive(heardAt, at);
    const places = await store.places(instance.id);
    for (const place of instance.heartbeat ? places : []) {
      signal.throwIfAborted();
      await this.#report(place, []);
    }
    return {
      counts: [
        {
          what: 'open alerts',
          count: await store.countOpen(instance.id),
        },
        { what: 'checks with alerts', count: places.length },
      ],
      problems: await store.problems(instance.id),
    };
  }

  async #findModels(alerts: readonly Alert[], at: Date): Promise<ModelAlert[]> {
    const { instance, finder, store } = this.#options;
    const found: ModelAlert[] = [];
    for (const alert of alerts) {
      const modelRef = await finder.find(alert, instance);
      if (modelRef) {
        found.push(toModelAlert(alert, { modelRef, instance, now: at }));
      } else if (namesModel(alert, instance)) {
        await store.saveProblem(instance.id, unknownModel(alert, instance), at);
      }
    }
    return found;
  }

  async #report(
    place: CheckPlace & Partial<ModelAlert>,
    news: readonly ModelAlert[],
  ): Promise<void> {
    const { instance, record, store, now } = this.#options;
    const known = await store.of(instance.id, place);
    const kind = place.kind ?? known[0]?.kind;
    if (!kind) {
      return;
    }
    const allowedSilence =
      instance.heartbeat ??
      (known.some(one => !one.endsAt) ? FIRING_SILENCE : QUIET_SILENCE);
    const { modelRef, check, environment } = place;
    const newest = (await record.checks(modelRef)).find(
      one => one.check === check && one.environment === environment,
    )?.latest.observedAt;
    const results = whatHappened({ news, known, newest, now: now() });
    try {
      await record.report(
        { id: `alertmanager-${instance.id}` },
        modelRef,
        results.map(result => ({
          ...{ check, kind, allowedSilence },
          ...{ ...(environment && { environment }), ...result },
        })),
      );
      const after = await store.of(instance.id, place);
      if (!isDeepStrictEqual(after, known)) {
        // Another delivery came meanwhile, and this one may have hidden what it says.
        await this.#report(place, []);
      }
    } catch (error) {
      if (isError(error) && error.name === 'NotFoundError') {
        // The model is gone; when it comes back its alerts are sent again.
        await store.forgetModel(instance.id, modelRef);
        return;
      }
      // It would be refused each time it was sent again.
      if (!isError(error) || !REFUSALS.includes(error.name)) {
        throw error;
      }
      await store.saveProblem(
        instance.id,
        refused(place, error.message),
        now(),
      );
    }
  }

  #assertAlive(heardAt: Date | undefined, at: Date): void {
    const { heartbeat, id } = this.#options.instance;
    const remedy = `See that it routes a receiver to /api/models/webhooks/alertmanager/${id}`;
    if (!heardAt) {
      throw new SourceError('It has not sent anything yet.', {
        remedy: `${remedy}, with the secret as bearer token.`,
      });
    }
    const silence = at.getTime() - heardAt.getTime();
    if (heartbeat && silence > Duration.fromISO(heartbeat).toMillis()) {
      throw new SourceError(
        `It has not been heard of since ${heardAt.toISOString()}, longer than its heartbeat.`,
        {
          remedy: `${remedy}, and an alert that always fires, with a repeat_interval below ${heartbeat}. What it said before becomes stale.`,
        },
      );
    }
  }
}

// The last of a delivery that is about a model says where an alert is.
function placesNow(
  alerts: readonly Alert[],
  found: readonly ModelAlert[],
): Map<string, CheckPlace | undefined> {
  return new Map([
    ...alerts.map(({ fingerprint }) => [fingerprint, undefined] as const),
    ...found.map(alert => [alert.fingerprint, alert] as const),
  ]);
}

function namesModel(
  { labels }: Alert,
  { labels: names }: AlertmanagerInstance,
) {
  return [names.entity, ...names.model, 'inferenceservice'].some(
    name => labels[name],
  );
}

function unknownModel(alert: Alert, { labels }: AlertmanagerInstance) {
  const named = [labels.entity, ...labels.model, 'inferenceservice'].flatMap(
    name => (alert.labels[name] ? [`${name}="${alert.labels[name]}"`] : []),
  );
  const what = named.join(', ').slice(0, 300);
  return {
    topic: `unknown ${what}`,
    message: `The alert '${nameOf(
      alert,
    )}' with ${what} is about no model that the catalog has.`,
    remedy: `Give the alert the label ${labels.entity}="model:<namespace>/<name>", or the entity the annotation modelry.dev/alert-labels.`,
  };
}

function truncated(count: number) {
  return {
    topic: 'truncated',
    message: `${count} alerts were left out of a delivery, for the group was too large.`,
    remedy:
      "Raise 'max_alerts' of the webhook, or group by more labels, e.g. by the one that names the model. What was left out is not known here.",
  };
}

function refused({ modelRef, check }: CheckPlace, why: string) {
  return {
    topic: `refused ${modelRef} ${check}`,
    message: `'${check}' of ${modelRef}: ${why.slice(0, 1_000)}.`,
    remedy:
      "Give the alert another name, or say its kind with the label 'check_kind' or in 'kinds' of the configuration.",
  };
}
