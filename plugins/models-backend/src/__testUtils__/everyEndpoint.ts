import { Endpoint, endpoints } from '@modelry/backstage-plugin-models-common';
import request from 'supertest';
import { TestServer } from './TestModel';

/** A body, and where needed a query, that each endpoint understands. */
const VALID: Record<keyof typeof endpoints, { body?: object; query?: string }> =
  {
    getOverview: {},
    getSummaries: { body: { modelRefs: ['model:default/secret'] } },
    reportVersion: { body: { version: '7' } },
    listVersions: {},
    reportDeployment: { body: { environment: 'production', version: '1' } },
    listDeploymentChanges: {},
    reportCheckResults: {
      body: { results: [{ check: 'AUC', kind: 'performance', status: 'ok' }] },
    },
    reportMonitoringReport: {
      body: { metrics: [], tests: [{ name: 'Drift', status: 'SUCCESS' }] },
    },
    listCheckResults: { query: '?check=AUC' },
    decide: {
      body: {
        requirement: 'validation',
        stage: 'production',
        version: '1',
        decision: 'approved',
        comment: 'Reproduced',
      },
    },
    listDecisions: {},
  };

const all: Array<[string, Endpoint]> = Object.entries(endpoints);

/** Every endpoint, for tables of tests. */
export const everyEndpoint = all;

/** Those whose path names a model. */
export const modelEndpoints = all.filter(([, { path }]) =>
  path.startsWith('/:namespace/:name'),
);

/** Those that change the record. */
export const writingEndpoints = all.filter(([, { permission }]) => permission);

/**
 * A request about a model in the default namespace that an endpoint understands,
 * unless the test has another body for it.
 */
export function validRequest(
  server: TestServer,
  [operation, endpoint]: [string, Endpoint],
  modelName: string = 'secret',
  otherBody?: object,
): request.Test {
  const { body, query = '' } = validInput(operation);
  const path = endpoint.path
    .replace(':namespace', 'default')
    .replace(':name', modelName);
  const sent = request(server)[endpoint.method](`/api/models${path}${query}`);
  return body ? sent.send(otherBody ?? body) : sent;
}

function validInput(operation: string) {
  const input = Object.entries(VALID).find(([key]) => key === operation)?.[1];
  if (!input) {
    throw new Error(`No valid input for ${operation} is known here; add it`);
  }
  return input;
}
