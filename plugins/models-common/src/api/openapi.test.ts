import fs from 'node:fs';
import path from 'node:path';
import { endpoints } from './endpoints';
import { createOpenApiDocument } from './openapi';

const COMMITTED = path.resolve(
  __dirname,
  '../../../models-backend/openapi.json',
);

const api = JSON.parse(JSON.stringify(createOpenApiDocument()));

function operation(operationId: keyof typeof endpoints) {
  const { method, path: route } = endpoints[operationId];
  return api.paths[route.replace(/:(\w+)/g, '{$1}')][method];
}

function parameter(operationId: keyof typeof endpoints, name: string) {
  return operation(operationId).parameters.find(
    (p: { name: string }) => p.name === name,
  );
}

function bodySchema(operationId: keyof typeof endpoints) {
  return operation(operationId).requestBody.content['application/json'].schema;
}

describe('the OpenAPI document', () => {
  it('is committed as the endpoints have it now', () => {
    const committed = JSON.parse(fs.readFileSync(COMMITTED, 'utf8'));

    const verdict =
      JSON.stringify(committed) === JSON.stringify(api)
        ? 'current'
        : 'out of date: run `npm run openapi` and commit the file';

    expect(verdict).toBe('current');
  });

  it('has every endpoint once', () => {
    const ids = Object.values<Record<string, { operationId: string }>>(
      api.paths,
    ).flatMap(methods => Object.values(methods).map(m => m.operationId));

    expect(ids.sort()).toEqual(Object.keys(endpoints).sort());
  });

  it('refers to nothing that it does not hold', () => {
    const refs = [
      ...JSON.stringify(api).matchAll(/"\$ref":"#\/components\/([^"]+)"/g),
    ].map(match => match[1].split('/'));

    expect(refs.length).toBeGreaterThan(20);
    expect(
      refs.filter(([group, name]) => !api.components[group][name]),
    ).toEqual([]);
    expect(JSON.stringify(api)).not.toContain('$defs');
  });

  it('takes the model from the path', () => {
    expect(parameter('getOverview', 'namespace')).toMatchObject({
      in: 'path',
      required: true,
    });
    expect(parameter('getOverview', 'name')).toMatchObject({
      in: 'path',
      required: true,
    });
  });

  it('asks only for the query parameters that are needed', () => {
    expect(parameter('listCheckResults', 'check').required).toBe(true);
    expect(parameter('listCheckResults', 'environment').required).toBe(false);
    expect(parameter('listCheckResults', 'limit')).toMatchObject({
      required: false,
      schema: { type: 'integer', default: 50, minimum: 1, maximum: 200 },
    });
  });

  it('asks of a report what must be sent, and of an answer what is always there', () => {
    const { DeploymentReport, Deployment } = api.components.schemas;

    expect(bodySchema('reportDeployment')).toEqual({
      $ref: '#/components/schemas/DeploymentReport',
    });
    expect(DeploymentReport.required).toEqual(['environment', 'version']);
    expect(DeploymentReport.additionalProperties).toBe(false);
    expect(Deployment.required).toContain('status');
    expect(Deployment).not.toHaveProperty('additionalProperties');
  });

  it('takes any JSON document as a monitoring report', () => {
    const document = { type: 'object', additionalProperties: {} };
    expect(bodySchema('reportMonitoringReport')).toMatchObject({
      anyOf: [document, { type: 'array', items: document }],
    });
  });

  it('has no body where none is sent', () => {
    expect(operation('getOverview')).not.toHaveProperty('requestBody');
  });

  it('lets a decision be repeated with the same key', () => {
    expect(parameter('decide', 'Idempotency-Key').in).toBe('header');
    expect(parameter('reportVersion', 'Idempotency-Key')).toBeUndefined();
  });

  it.each([
    ['getOverview', ['200', '400', '401', '404']],
    ['getSummaries', ['200', '400', '401']],
    ['decide', ['201', '400', '401', '403', '404', '409']],
    ['moveStage', ['200', '400', '401', '403', '404', '409']],
    ['askGate', ['200', '400', '401', '404']],
    ['getLedger', ['200', '400', '401', '403', '404']],
    ['exportLedgers', ['200', '400', '401', '403']],
    ['listWaiting', ['200', '400', '401', '403']],
  ] as const)('says how %s can end', (operationId, statuses) => {
    expect(Object.keys(operation(operationId).responses)).toEqual(statuses);
  });

  it.each(['exportLedger', 'exportLedgers'] as const)(
    'says that %s answers lines of JSON, and no JSON document',
    operationId => {
      expect(operation(operationId).responses['200'].content).toEqual({
        'application/jsonl': { schema: { type: 'string' } },
      });
    },
  );

  it('asks the gate in the query', () => {
    expect(parameter('askGate', 'version').required).toBe(true);
    expect(parameter('askGate', 'stage').required).toBe(false);
    expect(parameter('askGate', 'environment').required).toBe(false);
  });

  it('asks more of evidence that is sent than it promises of evidence in the record', () => {
    const { Evidence, EvidenceRequest } = api.components.schemas;

    expect(EvidenceRequest.additionalProperties).toBe(false);
    expect(Evidence).not.toHaveProperty('additionalProperties');
    expect(Object.keys(Evidence.properties)).toEqual(
      Object.keys(EvidenceRequest.properties),
    );
  });

  it('names the permission that a report needs', () => {
    expect(operation('reportVersion').description).toContain(
      '`models.version.report`',
    );
  });

  it('lets nobody in without a token', () => {
    expect(api.security).toEqual([{ backstageToken: [] }]);
    expect(api.components.securitySchemes.backstageToken).toMatchObject({
      type: 'http',
      scheme: 'bearer',
    });
  });
});
