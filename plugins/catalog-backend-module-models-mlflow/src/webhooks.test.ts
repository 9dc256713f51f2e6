import { mockServices } from '@backstage/backend-test-utils';
import { ConfigReader } from '@backstage/config';
import { DEFAULT_LIFECYCLE } from '@modelry/backstage-plugin-models-common';
import express from 'express';
import { createHmac } from 'node:crypto';
import request from 'supertest';
import { readMlflowInstances } from './config';
import { createWebhookRouter } from './webhooks';

const SECRET = 'a secret of sixteen characters or more';
// As MLflow writes it: with spaces, which are part of what is signed.
const BODY =
  '{"entity": "model_version", "action": "created", "data": {"name": "churn", "version": "3"}}';

function start(refresh = jest.fn(async () => {})) {
  const url = 'https://mlflow.example';
  const instances = readMlflowInstances(
    new ConfigReader({
      catalog: {
        providers: {
          mlflow: {
            research: { url, webhookSecret: SECRET },
            trading: { url },
          },
        },
      },
    }),
    DEFAULT_LIFECYCLE,
  );
  const logger = mockServices.logger.mock();
  const router = createWebhookRouter({
    ...{ path: '/hooks', instances, refresh, logger },
  });
  return { refresh, server: express().use(router) };
}

function signed(
  server: express.Express,
  options: { id?: string; secret?: string; body?: string; at?: number } = {},
) {
  const { id = 'research', secret = SECRET, body = BODY } = options;
  const at = Math.round((options.at ?? Date.now()) / 1_000);
  const mac = createHmac('sha256', secret)
    .update(`delivery-1.${at}.${BODY}`)
    .digest('base64');
  return request(server)
    .post(`/hooks/${id}`)
    .set('Content-Type', 'application/json')
    .set('X-MLflow-Delivery-Id', 'delivery-1')
    .set('X-MLflow-Timestamp', `${at}`)
    .set('X-MLflow-Signature', `v1,${mac}`)
    .send(body);
}

describe('a webhook', () => {
  it('has the registry read at once', async () => {
    const { server, refresh } = start();
    await signed(server).expect(202);
    expect(refresh.mock.calls).toEqual([['research']]);
  });

  it.each([
    ['is signed with another secret', { secret: 'something else entirely' }],
    ['says something else than was signed', { body: BODY.replace('3', '4') }],
    ['is of yesterday', { at: Date.now() - 24 * 3_600_000 }],
    ['is for a registry without a secret', { id: 'trading' }],
    ['is for no registry', { id: 'nowhere' }],
  ])('that %s is refused', async (_, options) => {
    const { server, refresh } = start();
    await signed(server, options).expect(401);
    expect(refresh).not.toHaveBeenCalled();
  });

  it('that is not signed is refused', async () => {
    const { server, refresh } = start();
    await request(server).post('/hooks/research').send({}).expect(401);
    expect(refresh).not.toHaveBeenCalled();
  });

  it('is asked for again when the registry could not be read', async () => {
    const { server } = start(
      jest.fn(async () => {
        throw new Error('No database');
      }),
    );
    await signed(server).expect(503);
  });
});
