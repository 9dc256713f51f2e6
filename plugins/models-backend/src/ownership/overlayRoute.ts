import { HttpAuthService } from '@backstage/backend-plugin-api';
import { NotAllowedError } from '@backstage/errors';
import {
  ModelsConfig,
  overlaySnapshotSchema,
} from '@modelry/backstage-plugin-models-common';
import { Router } from 'express';
import { ModelsDatabase } from '../database/ModelsDatabase';
import { overlaysRevision, readOverlays } from './overlays';

/** Who alone may ask: it names all models, whatever a person may see. */
const CATALOG = 'plugin:catalog';

/**
 * Serves to the catalog what the record lays over its entities. It is a matter between
 * the two plugins and no part of the public API.
 */
export function addOverlayRoute(options: {
  router: Router;
  httpAuth: HttpAuthService;
  database: ModelsDatabase;
  config: ModelsConfig;
}): void {
  const { router, httpAuth, database, config } = options;
  const withOwners = config.ownership.assignment === 'record';
  router.get('/overlay', async (req, res) => {
    const { principal } = await httpAuth.credentials(req, {
      allow: ['service'],
    });
    if (principal.subject !== CATALOG) {
      throw new NotAllowedError('Only the catalog plugin may ask for overlays');
    }
    // What the answer says is read after its name: it is never older than it claims.
    const revision = await overlaysRevision(database.knex);
    const etag = `"${config.ownership.assignment}-${revision}"`;
    res.setHeader('ETag', etag);
    res.setHeader('Cache-Control', 'private, no-cache');
    // Not `req.fresh`: fetch adds a Cache-Control that forbids it to answer 304.
    if (req.header('If-None-Match') === etag) {
      res.status(304).end();
      return;
    }
    const overlays = await readOverlays(database.knex, { withOwners });
    res.json(overlaySnapshotSchema.parse({ overlays }));
  });
}
