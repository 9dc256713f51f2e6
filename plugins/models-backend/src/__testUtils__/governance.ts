import { JsonObject } from '@backstage/types';
import { ledgerEntrySchema } from '@modelry/backstage-plugin-models-common';
import { z } from 'zod';
import { TestModel } from './TestModel';
import { Caller, machine } from './people';

/** High-risk models need two sign-offs before production. */
export const governedConfig = {
  environments: [
    { name: 'production', stage: 'production' },
    { name: 'staging' },
  ],
  governance: {
    policies: [
      {
        id: 'high-risk',
        title: 'High risk',
        match: { 'spec.riskTier': 'high' },
        requirements: [
          {
            id: 'validation',
            title: 'Independent validation',
            stage: 'production',
            approvers: ['group:default/model-validation'],
            waivableBy: ['group:default/risk-office'],
          },
          {
            id: 'risk',
            title: 'Risk acceptance',
            stage: 'production',
            approvers: ['group:default/risk-office'],
          },
        ],
      },
    ],
  },
} satisfies JsonObject;

/** Decides a requirement; an approval of the validation unless said otherwise. */
export function decide(
  model: TestModel,
  caller: Caller,
  decision: object = {},
) {
  return model.post(
    '/decisions',
    {
      requirement: 'validation',
      stage: 'production',
      version: '1',
      decision: 'approved',
      comment: 'I reproduced the evaluation',
      ...decision,
    },
    caller,
  );
}

/** Opens a review; of version 1 for production unless said otherwise. */
export function openReview(
  model: TestModel,
  review: object = {},
  caller: Caller = machine,
) {
  return model.post(
    '/reviews',
    { version: '1', stage: 'production', ...review },
    caller,
  );
}

/** Reports a version of a model and opens a review of it for production. */
export async function addReviewedVersion(
  model: TestModel,
  version: string = '1',
  registrar: Caller = machine,
  opener: Caller = machine,
): Promise<TestModel> {
  await model.post('/versions', { version }, registrar).expect(200);
  await openReview(model, { version }, opener).expect(201);
  return model;
}

/** Closes all open reviews of a model. */
export async function closeReviews(model: TestModel): Promise<void> {
  const { body } = await model.get('/reviews?status=open').expect(200);
  for (const { id } of body.items) {
    await model
      .post(`/reviews/${id}/close`, { reason: 'It is over' })
      .expect(200);
  }
}

/** Takes a decision back. */
export function withdraw(
  model: TestModel,
  caller: Caller,
  id: string,
  reason: string = 'I looked again',
) {
  return model.post(`/decisions/${id}/withdraw`, { reason }, caller);
}

/** The entries of a model's ledger, the oldest first. */
export async function ledgerOf(
  model: TestModel,
): Promise<z.output<typeof ledgerEntrySchema>[]> {
  const { body } = await model.get('/ledger?limit=200').expect(200);
  return z.array(ledgerEntrySchema).parse(body.items);
}

/** One requirement of a model, as a caller sees it. */
export async function requirementOf(
  model: TestModel,
  id: string = 'validation',
  caller: Caller = machine,
) {
  const { governance } = await model.overview(caller);
  return governance.requirements.find(
    (requirement: { id: string }) => requirement.id === id,
  );
}

/** The same policies, with another way of promotion. */
export function withPromotion(promotion: 'automatic' | 'manual') {
  return {
    ...governedConfig,
    governance: { ...governedConfig.governance, promotion },
  };
}

/** Sets a requirement aside for a week; the validation unless said otherwise. */
export function waive(model: TestModel, caller: Caller, waiver: object = {}) {
  return model.post(
    '/waivers',
    {
      requirement: 'validation',
      stage: 'production',
      reason: 'The validator is on leave',
      until: new Date(Date.now() + 7 * 24 * 60 * 60 * 1000).toISOString(),
      ...waiver,
    },
    caller,
  );
}

/** Moves a version; version 1 from development to production unless said otherwise. */
export function moveStage(model: TestModel, caller: Caller, move: object = {}) {
  return model.post(
    '/stage-moves',
    {
      version: '1',
      stage: 'production',
      expectedStage: 'development',
      ...move,
    },
    caller,
  );
}
