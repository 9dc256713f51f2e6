import { endpoints } from '@modelry/backstage-plugin-models-common';
import { ModelsDatabase } from '../database/ModelsDatabase';
import { ModelRoutes } from '../http/ModelRoutes';
import { DecisionService } from './DecisionService';
import { GateService } from './GateService';
import { ReviewService } from './ReviewService';
import { WaiverService } from './WaiverService';
import { NotFoundError } from '@backstage/errors';
import { findDecision, listDecisions } from './decisions';
import { listReviews } from './reviews';
import { listWaivers } from './waivers';

interface GovernanceRoutes {
  routes: ModelRoutes;
  database: ModelsDatabase;
  reviews: ReviewService;
  decisions: DecisionService;
  waivers: WaiverService;
  gate: GateService;
}

/** Serves what is done about, and asked of, the sign-offs of one model. */
export function addGovernanceRoutes(options: GovernanceRoutes): void {
  addReviewRoutes(options);
  addDecisionRoutes(options);
  addWaiverRoutes(options);
  options.routes.serve(endpoints.askGate, ({ model, query }) =>
    options.gate.ask(model, query),
  );
}

function addReviewRoutes({ routes, database, reviews }: GovernanceRoutes) {
  routes.serve(endpoints.openReview, ({ model, body, actor, idempotencyKey }) =>
    reviews.open({ model, request: body, actor, idempotencyKey }),
  );
  routes.serve(endpoints.listReviews, ({ model, query }) =>
    listReviews(database.knex, { modelRef: model.modelRef, ...query }),
  );
  routes.serve(endpoints.getReview, ({ model, params }) =>
    reviews.brief(model, params.id),
  );
  routes.serve(
    endpoints.closeReview,
    ({ model, params, body, actor, idempotencyKey }) =>
      reviews.close({ model, id: params.id, ...body, actor, idempotencyKey }),
  );
}

function addDecisionRoutes({ routes, database, decisions }: GovernanceRoutes) {
  routes.serve(
    endpoints.decide,
    ({ model, body, credentials, idempotencyKey }) =>
      decisions.decide({ model, request: body, credentials, idempotencyKey }),
  );
  routes.serve(
    endpoints.withdrawDecision,
    ({ model, params, body, credentials, idempotencyKey }) =>
      decisions.withdraw({
        ...{ model, id: params.id, credentials, idempotencyKey },
        reason: body.reason,
      }),
  );
  routes.serve(endpoints.listDecisions, ({ model, query }) =>
    listDecisions(database.knex, { modelRef: model.modelRef, ...query }),
  );
  routes.serve(
    endpoints.getDecision,
    async ({ model: { modelRef }, params: { id } }) => {
      const decision = await findDecision(database.knex, modelRef, id);
      if (!decision) {
        throw new NotFoundError(`'${modelRef}' has no decision '${id}'`);
      }
      return decision;
    },
  );
}

function addWaiverRoutes({ routes, database, waivers }: GovernanceRoutes) {
  routes.serve(
    endpoints.grantWaiver,
    ({ model, body, credentials, idempotencyKey }) =>
      waivers.grant({ model, request: body, credentials, idempotencyKey }),
  );
  routes.serve(
    endpoints.revokeWaiver,
    ({ model, params, body, credentials, idempotencyKey }) =>
      waivers.revoke({
        ...{ model, id: params.id, credentials, idempotencyKey },
        reason: body.reason,
      }),
  );
  routes.serve(endpoints.listWaivers, ({ model, query }) =>
    listWaivers(database.knex, { modelRef: model.modelRef, ...query }),
  );
}
