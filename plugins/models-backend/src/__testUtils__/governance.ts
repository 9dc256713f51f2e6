import { JsonObject } from '@backstage/types';
import { TestModel } from './TestModel';
import { Caller } from './people';

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
