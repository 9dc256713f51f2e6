import { createPermission } from '@backstage/plugin-permission-common';

/**
 * The catalog plugin's own permission; named here to judge machines, for which the
 * plugin asks the catalog in its own name, and lists over all models.
 */
export const catalogEntityReadPermission = createPermission({
  name: 'catalog.entity.read',
  attributes: { action: 'read' },
  resourceType: 'catalog-entity',
});
