import { JsonObject } from '@backstage/types';
import { z } from 'zod';
import { Endpoint } from './endpoint';
import { endpoints } from './endpoints';
import { OpenApiSchemas } from './openapiSchemas';

const FEATURES: Record<Endpoint['feature'], string> = {
  ownership: 'Who answers for models',
  fleet: 'What is known of one or of many models',
  lifecycle: 'Versions and their stages',
  deployments: 'Where versions run',
  monitoring: 'Checks and what they observed',
  governance: 'Sign-offs',
  sources: 'Systems that models and facts come from',
  card: 'Model cards',
};

const ERRORS = {
  400: ['BadRequest', 'Something in the request is not as it should be'],
  401: ['Unauthorized', 'The request has no valid token'],
  403: ['Forbidden', 'The caller may not do this'],
  404: [
    'NotFound',
    'There is no such model, or the caller may not see it: which of the two is not told',
  ],
  409: ['Conflict', 'What the record holds stands against it'],
} as const;

type ErrorStatus = keyof typeof ERRORS;

const IDEMPOTENCY_KEY = {
  name: 'Idempotency-Key',
  in: 'header',
  required: false,
  description:
    'A key of your own choice: a request that is repeated with the same key is done once',
  schema: { type: 'string', minLength: 1, maxLength: 200 },
};

// The shape that Backstage answers errors in, whatever the plugin.
const errorSchema = z
  .object({
    error: z
      .object({
        name: z.string().describe('Kind of the error, e.g. InputError'),
        message: z.string().describe('What is wrong and what to do about it'),
      })
      .loose(),
    request: z.object({ method: z.string(), url: z.string() }).optional(),
    response: z.object({ statusCode: z.number().int() }),
  })
  .meta({ id: 'Error' });

/**
 * Makes the OpenAPI 3.1 document of the HTTP API from its endpoints.
 *
 * @public
 */
export function createOpenApiDocument(): JsonObject {
  const schemas = new OpenApiSchemas();
  const paths: Record<string, JsonObject> = {};
  const all: Endpoint[] = Object.values(endpoints);
  for (const endpoint of all) {
    const path = endpoint.path.replace(/:(\w+)/g, '{$1}');
    paths[path] = {
      ...paths[path],
      [endpoint.method]: describeOperation(endpoint, schemas),
    };
  }
  const responses = describeErrors(schemas);
  return {
    openapi: '3.1.0',
    info: {
      title: 'Models',
      version: 'v1alpha1',
      description:
        'The model record of Modelry: versions, deployments, checks and sign-offs of the models in the Backstage catalog.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
      contact: { name: 'Modelry', url: 'https://github.com/modelry/modelry' },
    },
    servers: [{ url: '/api/models', description: 'Below the backend' }],
    security: [{ backstageToken: [] }],
    tags: Object.entries(FEATURES).map(([name, description]) => ({
      name,
      description,
    })),
    paths,
    components: {
      securitySchemes: {
        backstageToken: {
          type: 'http',
          scheme: 'bearer',
          description:
            'Token of a signed-in person, of a service, or one of `backend.auth.externalAccess`',
        },
      },
      responses,
      schemas: schemas.components,
    },
  };
}

function describeOperation(
  endpoint: Endpoint,
  schemas: OpenApiSchemas,
): JsonObject {
  const { params, query, body, response, produces, foreignBody } = endpoint;
  const parameters = [
    ...describeParameters('path', params, schemas),
    ...describeParameters('query', query, schemas),
    ...(endpoint.operationId === 'decide' ? [IDEMPOTENCY_KEY] : []),
  ];
  return {
    operationId: endpoint.operationId,
    tags: [endpoint.feature],
    summary: endpoint.summary,
    description: describeInWords(endpoint),
    ...(parameters.length > 0 && { parameters }),
    ...(!(body instanceof z.ZodUndefined) && {
      requestBody: {
        required: true,
        ...(foreignBody && {
          description: 'The document as the other system wrote it',
        }),
        content: json(schemas.describe(body, 'input')),
      },
    }),
    responses: {
      [endpoint.status]: {
        description: endpoint.summary,
        content: {
          [produces ?? 'application/json']: {
            schema: schemas.describe(response, 'output'),
          },
        },
      },
      ...Object.fromEntries(
        errorsOf(endpoint).map(status => [
          status,
          { $ref: `#/components/responses/${ERRORS[status][0]}` },
        ]),
      ),
    },
  };
}

function describeInWords({
  description,
  peopleOnly,
  permission,
}: Endpoint): string {
  return [
    description,
    ...(peopleOnly ? ['Only people may call it, and no machine.'] : []),
    ...(permission ? [`Needs the permission \`${permission}\`.`] : []),
  ].join(' ');
}

function describeParameters(
  part: 'path' | 'query',
  schema: z.ZodType,
  schemas: OpenApiSchemas,
): JsonObject[] {
  if (!(schema instanceof z.ZodObject)) {
    return [];
  }
  const fields: Array<[string, z.ZodType]> = Object.entries(schema.shape);
  return fields.map(([name, field]) => {
    const { description, ...described } = schemas.describe(field, 'input');
    return {
      name,
      in: part,
      required: !field.safeParse(undefined).success,
      ...(description && { description }),
      schema: described,
    };
  });
}

function describeErrors(schemas: OpenApiSchemas): JsonObject {
  const content = json(schemas.describe(errorSchema, 'output'));
  return Object.fromEntries(
    Object.values(ERRORS).map(([name, description]) => [
      name,
      { description, content },
    ]),
  );
}

function errorsOf(endpoint: Endpoint): ErrorStatus[] {
  const { method, path, permission, peopleOnly } = endpoint;
  const namesModel = path.includes(':');
  return [
    400,
    401,
    ...(permission || peopleOnly ? [403 as const] : []),
    ...(namesModel ? [404 as const] : []),
    ...(permission && method === 'post' ? [409 as const] : []),
  ];
}

function json(schema: JsonObject): JsonObject {
  return { 'application/json': { schema } };
}
