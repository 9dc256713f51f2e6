import { JsonObject } from '@backstage/types';
import request from 'supertest';
import { TestModel, TestServer } from './TestModel';
import { Caller, machine, person } from './people';

/** Who is told of unsanctioned deployments. */
export const BOARD = 'group:default/risk-board';

const validation = {
  id: 'validation',
  title: 'Independent validation',
  stage: 'production',
  approvers: ['group:default/model-validation'],
  validFor: 'P90D',
  waivableBy: ['group:default/risk-office'],
};

/** High-risk models need one sign-off that lapses, limited ones another. */
export const boardConfig = {
  environments: [
    { name: 'production', stage: 'production' },
    { name: 'shadow', stage: 'production', enforcement: 'record' },
  ],
  governance: {
    board: [BOARD],
    policies: [
      {
        id: 'high-risk',
        title: 'High risk',
        match: { 'spec.riskTier': 'high' },
        requirements: [validation],
      },
      {
        id: 'limited-risk',
        title: 'Limited risk',
        match: { 'spec.riskTier': 'limited' },
        requirements: [
          {
            id: 'transparency',
            title: 'Transparency',
            stage: 'validation',
            approvers: ['group:default/risk-office'],
          },
        ],
      },
    ],
  },
} satisfies JsonObject;

/** Opens a review of version 1 for production, unless said otherwise. */
export function openReview(
  model: TestModel,
  review: object = {},
  caller: Caller = machine,
) {
  return model
    .post('/reviews', { version: '1', stage: 'production', ...review }, caller)
    .expect(201);
}

/** Has the validation of a version approved in a review that is closed then. */
export async function approve(
  model: TestModel,
  caller: Caller = person('victor-validator'),
  version = '1',
): Promise<void> {
  const { body } = await openReview(model, { version });
  await model
    .post(
      '/decisions',
      {
        requirement: 'validation',
        stage: 'production',
        version,
        decision: 'approved',
        comment: 'I reproduced the evaluation',
      },
      caller,
    )
    .expect(201);
  await model
    .post(`/reviews/${body.review.id}/close`, { reason: 'Decided' })
    .expect(200);
}

/** Reads a list of the board, or its facets. */
export async function readBoard(
  server: TestServer,
  path: string,
  caller: Caller = machine,
) {
  const { body } = await request(server)
    .get(`/api/models/${path}`)
    .set('Authorization', caller)
    .expect(200);
  return body;
}

/** Reads all pages of a list of the board. */
export async function readAllPages(
  server: TestServer,
  path: string,
  caller: Caller = machine,
) {
  const pages = [];
  let cursor: string | undefined;
  do {
    const { items, pageInfo } = await readBoard(
      server,
      `${path}${path.includes('?') ? '&' : '?'}limit=2${
        cursor ? `&cursor=${cursor}` : ''
      }`,
      caller,
    );
    pages.push(...items);
    cursor = pageInfo.nextCursor;
  } while (cursor);
  return pages;
}
