// A registry of models that answers as MLflow does, page by page, without any model in it.
import { createServer } from 'node:http';

/** Starts one on the loopback interface. */
export async function startRegistry({ models, versions }) {
  const names = Array.from({ length: models }, (_, i) => `segment-${i}`);
  const lists = {
    'registered-models/search': {
      key: 'registered_models',
      items: names.map(toModel),
    },
    'model-versions/search': {
      key: 'model_versions',
      items: names.flatMap(name =>
        Array.from({ length: versions }, (_, i) => toVersion(name, i + 1)),
      ),
    },
  };
  let asked = 0;
  const server = createServer((request, response) => {
    asked++;
    const { pathname, searchParams } = new URL(request.url, 'http://mlflow');
    const path = pathname.replace('/api/2.0/mlflow/', '');
    const list = lists[path];
    response.setHeader('Content-Type', 'application/json');
    response.end(
      JSON.stringify(list ? page(list, searchParams) : runOf(searchParams)),
    );
  });
  await new Promise(done => server.listen(0, '127.0.0.1', done));
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    get asked() {
      return asked;
    },
    end: () => server.close(),
  };
}

function page({ key, items }, query) {
  const offset = Number(query.get('page_token') ?? '0');
  const next = offset + Number(query.get('max_results'));
  return {
    [key]: items.slice(offset, next),
    ...(next < items.length && { next_page_token: String(next) }),
  };
}

function toModel(name) {
  return {
    name,
    description: `Scores the customers of ${name}`,
    last_updated_timestamp: 1_790_000_000_000,
    tags: [{ key: 'type', value: 'classification' }],
  };
}

function toVersion(name, version) {
  return {
    ...{ name, version: String(version), status: 'READY' },
    ...{ creation_timestamp: 1_790_000_000_000 + version, run_id: name },
    source: `s3://models/${name}/${version}`,
  };
}

function runOf(query) {
  return {
    run: {
      info: { run_id: query.get('run_id'), experiment_id: '1' },
      data: { metrics: [{ key: 'auc', value: 0.81 }], params: [] },
    },
  };
}
