import {
  AuthService,
  PermissionsService,
  SchedulerService,
} from '@backstage/backend-plugin-api';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { ModelsConfig } from '@modelry/backstage-plugin-models-common';
import { ModelChanges } from '../changes/ModelChanges';
import { ModelsDatabase } from '../database/ModelsDatabase';
import { ManyModels } from '../kind/ManyModels';
import { CurrentOwners, ModelAccess } from '../kind/ModelAccess';
import { ModelVisibility } from '../kind/ModelVisibility';
import { OrphanService } from './OrphanService';
import { OwnerDirectory } from './OwnerDirectory';
import { scheduleOrphanNotice } from './notifyOrphans';
import { withCurrentOwners } from './ownersOf';

/** Makes what knows of models and of their owners, and starts what looks after them. */
export async function createOwnership(options: {
  auth: AuthService;
  catalog: CatalogService;
  permissions: PermissionsService;
  scheduler: SchedulerService;
  database: ModelsDatabase;
  changes: ModelChanges;
  config: ModelsConfig;
  now: () => Date;
}) {
  const { auth, catalog, permissions, database, config } = options;
  const currentOwners: CurrentOwners = found =>
    withCurrentOwners(database.knex, config, found);
  const sources = { auth, catalog, permissions, currentOwners };
  const access = new ModelAccess(sources);
  const models = new ManyModels({ ...sources, access });
  const owners = new OwnerDirectory({ auth, catalog });
  const visibility = new ModelVisibility(options);
  const orphans = new OrphanService({ database, models, owners, visibility });
  await scheduleOrphanNotice({ ...options, orphans });
  return { access, visibility, models, owners, orphans, currentOwners };
}
