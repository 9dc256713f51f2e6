import { Asked, StandIn } from '@internal/test-utils';

/** A model of the stand-in. */
export interface StandInModel {
  name: string;
  description?: string;
  tags?: Array<{ key: string; value: string }>;
  aliases?: Array<{ alias: string; version: string }>;
  versions?: Array<{
    version: string;
    run_id?: string;
    source?: string;
    status?: string;
    creation_timestamp?: number;
    tags?: Array<{ key: string; value: string }>;
  }>;
}

/** Answers like MLflow's REST API, in the shapes that were recorded of it. */
export class MlflowStandIn extends StandIn {
  models: StandInModel[] = [];
  metrics: Record<string, Array<{ key: string; value: unknown }>> = {};
  parameters: Array<{ key: string; value: string }> = [];

  constructor() {
    super('/api/2.0/mlflow/');
  }

  reset(): void {
    super.reset();
    this.models = [];
    this.metrics = {};
    this.parameters = [];
  }

  protected answerTo({ path, query }: Asked): object | undefined {
    if (path === 'registered-models/search') {
      const all = this.models.map(({ versions, ...model }) => model);
      return page('registered_models', all, query);
    }
    if (path === 'registered-models/get') {
      const named = this.models.find(({ name }) => name === query.get('name'));
      return named && { registered_model: named };
    }
    if (path === 'model-versions/search') {
      const all = this.models.flatMap(({ name, versions = [] }) =>
        versions.map(version => ({
          ...{ name, status: 'READY', creation_timestamp: '1682321350875' },
          ...version,
        })),
      );
      return page('model_versions', all, query);
    }
    const metrics = this.metrics[query.get('run_id') ?? ''];
    const info = { experiment_id: '1', user_id: 'dario' };
    const data = { metrics, params: this.parameters };
    return metrics && { run: { info, data } };
  }
}

// As MLflow does: the token is an offset, and an empty list is left out.
function page(key: string, all: object[], query: URLSearchParams): object {
  const size = Number(query.get('max_results'));
  const token = query.get('page_token');
  const offset = token
    ? JSON.parse(Buffer.from(token, 'base64').toString()).offset
    : 0;
  const items = all.slice(offset, offset + size);
  const next = offset + size;
  return {
    ...(items.length > 0 && { [key]: items }),
    ...(next < all.length && {
      next_page_token: Buffer.from(JSON.stringify({ offset: next })).toString(
        'base64',
      ),
    }),
  };
}
