import { resolvePackagePath } from '@backstage/backend-plugin-api';
import { Router } from 'express';

/** Serves the OpenAPI document of the routes. */
export function addOpenApiRoute(router: Router): void {
  const file = resolvePackagePath(
    '@modelry/backstage-plugin-models-backend',
    'openapi.json',
  );
  router.get('/openapi.json', (_, res) => {
    res.sendFile(file);
  });
}
