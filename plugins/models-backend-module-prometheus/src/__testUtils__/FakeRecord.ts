import {
  Check,
  CheckResultReport,
  ModelEntity,
} from '@modelry/backstage-plugin-models-common';
import { CheckRecord } from '@modelry/backstage-plugin-models-node';

/** A record that remembers what is reported, newest results as checks. */
export class FakeRecord implements CheckRecord {
  readonly entities = new Map<string, ModelEntity>();
  readonly reported: Array<CheckResultReport & { modelRef: string }> = [];
  /** Thrown instead of taking a report, for checks of this name. */
  refusal?: { check: string; error: Error };

  /** Adds a model, by its name in the namespace `default`. */
  add(name: string, annotations: Record<string, string> = {}): void {
    this.entities.set(`model:default/${name}`, {
      apiVersion: 'modelry.dev/v1alpha1',
      kind: 'Model',
      metadata: { name, namespace: 'default', annotations },
      spec: { type: 'classification', lifecycle: 'development' },
    });
  }

  async *models() {
    yield [...this.entities.values()];
  }

  async find() {
    return this.entities;
  }

  async running() {
    return [];
  }

  async checks(modelRef: string): Promise<Check[]> {
    const newest = new Map<string, Check>();
    for (const { modelRef: of, ...result } of this.reported) {
      const { check, kind, environment, status = 'ok' } = result;
      const observedAt = result.observedAt ?? '';
      const key = `${check} ${environment}`;
      const known = newest.get(key);
      if (of === modelRef && (known?.latest.observedAt ?? '') <= observedAt) {
        newest.set(key, {
          ...{ check, kind, environment, status, allowedSilence: 'PT15M' },
          latest: { status, observedAt },
        });
      }
    }
    return [...newest.values()];
  }

  async report(
    _: { id: string },
    modelRef: string,
    results: readonly CheckResultReport[],
  ) {
    const { refusal } = this;
    if (refusal && results.some(({ check }) => check === refusal.check)) {
      throw refusal.error;
    }
    this.reported.push(...results.map(result => ({ ...result, modelRef })));
    return {
      ...{ format: 'modelry', accepted: results.length, alreadyKnown: 0 },
      status: 'ok' as const,
    };
  }
}
