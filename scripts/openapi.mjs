// Writes the OpenAPI document of the HTTP API to where the backend serves it from.
// Runs with Backstage's transform for TypeScript: `npm run openapi`.
import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const { createOpenApiDocument } = createRequire(import.meta.url)(
  '../plugins/models-common/src/index.ts',
);

writeFileSync(
  new URL('../plugins/models-backend/openapi.json', import.meta.url),
  `${JSON.stringify(createOpenApiDocument(), undefined, 2)}\n`,
);
