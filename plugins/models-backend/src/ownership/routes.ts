import { AuthService } from '@backstage/backend-plugin-api';
import { endpoints } from '@modelry/backstage-plugin-models-common';
import { Router } from 'express';
import { ModelsDatabase } from '../database/ModelsDatabase';
import { ModelRoutes } from '../http/ModelRoutes';
import { RouterContext, mountEndpoint } from '../http/mountEndpoint';
import { actorOf } from '../kind/ModelAccess';
import { RecordContinuation } from '../kind/rename/RecordContinuation';
import { BulkAssignment } from './BulkAssignment';
import { OrphanService } from './OrphanService';
import { OwnershipService } from './OwnershipService';
import { RoleService } from './RoleService';
import { listOwnershipActs } from './ownershipActs';

export function addOwnershipRoutes(options: {
  router: Router;
  context: RouterContext & { auth: AuthService };
  routes: ModelRoutes;
  database: ModelsDatabase;
  ownership: OwnershipService;
  roles: RoleService;
  bulk: BulkAssignment;
  orphans: OrphanService;
  continuation: RecordContinuation;
}): void {
  const { router, context, routes, database } = options;
  const { ownership, roles, bulk, orphans, continuation } = options;
  routes.serve(endpoints.assignOwner, ({ body, ...call }) =>
    ownership.assign({ ...call, request: body }),
  );
  routes.serve(endpoints.revertOwner, ({ body, ...call }) =>
    ownership.revert({ ...call, request: body }),
  );
  routes.serve(endpoints.declineOwner, ({ body, ...call }) =>
    ownership.decline({ ...call, request: body }),
  );
  routes.serve(endpoints.assignRole, ({ body, ...call }) =>
    roles.assign({ ...call, request: body }),
  );
  routes.serve(endpoints.listOwnerHistory, ({ model, query }) =>
    listOwnershipActs(database.knex, { modelRef: model.modelRef, ...query }),
  );
  routes.serve(endpoints.continueRecord, ({ body, ...call }) =>
    continuation.run({ ...call, request: body }),
  );
  mountEndpoint(router, context, endpoints.assignOwners, ({ body, ...call }) =>
    bulk.run({
      ...call,
      request: body,
      actor: actorOf(context.auth, call.credentials),
    }),
  );
  mountEndpoint(
    router,
    context,
    endpoints.listOrphans,
    ({ query, credentials }) => orphans.list({ ...query, credentials }),
  );
}
