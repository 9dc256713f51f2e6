import { stringifyEntityRef } from '@backstage/catalog-model';
import {
  ModelEntity,
  parseModelRef,
  toModelRef,
} from '@modelry/backstage-plugin-models-common';
import { CheckRecord } from '@modelry/backstage-plugin-models-node';
import { AlertmanagerInstance } from './config';
import { Alert } from './webhookSchema';

/** Labels of the alerts that are about a model, as `name=value,other=value`. */
export const LABELS_ANNOTATION = 'modelry.dev/alert-labels';

const NAME = /^[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$/;
const KEPT_MS = 60_000;

interface Declared {
  modelRef: string;
  labels: Array<[string, string]>;
}

/** Finds the model that an alert is about. */
export class ModelFinder {
  readonly #record: CheckRecord;
  readonly #now: () => Date;
  #declared?: { at: number; models: Promise<Declared[]> };

  constructor(options: { record: CheckRecord; now: () => Date }) {
    this.#record = options.record;
    this.#now = options.now;
  }

  /**
   * The model that an alert names by its entity ref; or that declares the labels of it;
   * or that is called like it says; or that runs as what it says.
   */
  async find(
    { labels }: Alert,
    instance: AlertmanagerInstance,
  ): Promise<string | undefined> {
    const entity = labels[instance.labels.entity];
    if (entity !== undefined) {
      return this.#existing([refOf(entity)]);
    }
    const declared = (await this.#allDeclared()).find(one =>
      one.labels.every(([name, value]) => labels[name] === value),
    );
    if (declared) {
      return declared.modelRef;
    }
    const names = instance.labels.model.flatMap(name => labels[name] ?? []);
    const named = await this.#existing(
      names
        .filter(name => NAME.test(name))
        .map(name => toModelRef({ namespace: 'default', name })),
    );
    return named ?? this.#running(labels);
  }

  async #running(labels: Alert['labels']): Promise<string | undefined> {
    const { namespace, inferenceservice } = labels;
    if (!namespace || !inferenceservice) {
      return undefined;
    }
    const found = await this.#record.running(
      `${namespace}/${inferenceservice}`,
    );
    // Of two it could be either.
    return found.length === 1 ? found[0] : undefined;
  }

  async #existing(
    refs: ReadonlyArray<string | undefined>,
  ): Promise<string | undefined> {
    const wanted = refs.flatMap(ref => ref ?? []);
    if (wanted.length === 0) {
      return undefined;
    }
    const found = await this.#record.find(wanted);
    return wanted.find(ref => found.has(ref));
  }

  // A delivery can hold many alerts, and many can come at once.
  #allDeclared(): Promise<Declared[]> {
    const at = this.#now().getTime();
    if (!this.#declared || at - this.#declared.at > KEPT_MS) {
      const models = this.#readDeclared();
      this.#declared = { at, models };
      models.catch(() => {
        this.#declared = undefined;
      });
    }
    return this.#declared.models;
  }

  async #readDeclared(): Promise<Declared[]> {
    const declared: Declared[] = [];
    for await (const models of this.#record.models()) {
      declared.push(...models.flatMap(entity => declaredBy(entity)));
    }
    return declared;
  }
}

function declaredBy(entity: ModelEntity): Declared[] {
  const text = entity.metadata.annotations?.[LABELS_ANNOTATION] ?? '';
  const labels = text.split(',').flatMap((pair): Array<[string, string]> => {
    const at = pair.indexOf('=');
    return at > 0
      ? [[pair.slice(0, at).trim(), pair.slice(at + 1).trim()]]
      : [];
  });
  return labels.length > 0
    ? [{ modelRef: stringifyEntityRef(entity), labels }]
    : [];
}

function refOf(entity: string): string | undefined {
  try {
    return toModelRef(parseModelRef(entity));
  } catch {
    return undefined;
  }
}
