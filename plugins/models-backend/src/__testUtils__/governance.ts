import { JsonObject } from '@backstage/types';
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
