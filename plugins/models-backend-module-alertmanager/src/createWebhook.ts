import { LoggerService } from '@backstage/backend-plugin-api';
import {
  AuthenticationError,
  InputError,
  NotFoundError,
} from '@backstage/errors';
import express, { Router } from 'express';
import PromiseRouter from 'express-promise-router';
import { createHash, timingSafeEqual } from 'node:crypto';
import { AlertReceiver } from './AlertReceiver';
import { AlertmanagerInstance } from './config';
import { webhookSchema } from './webhookSchema';

const MAX_BODY = '5mb';

/** Where Alertmanagers send what they have to say. */
export function createWebhook(options: {
  instances: readonly AlertmanagerInstance[];
  receivers: ReadonlyMap<string, AlertReceiver>;
  logger: LoggerService;
}): Router {
  const { instances, receivers, logger } = options;
  const secrets = new Map(instances.map(({ id, secret }) => [id, secret]));
  const router = PromiseRouter();
  router.post(
    '/webhooks/alertmanager/:instance',
    // Who does not know the secret is not read.
    async (request, _response, next) => {
      const { instance } = request.params;
      const isKnown = secrets.has(instance);
      const token = /^Bearer (.+)$/i.exec(request.headers.authorization ?? '');
      if (!isSame(token?.[1] ?? '', secrets.get(instance) ?? '') || !isKnown) {
        logger.warn('Alerts with a wrong secret, or none, were refused');
        throw new AuthenticationError(
          'Send the secret of this Alertmanager as bearer token: http_config.authorization.credentials',
        );
      }
      next();
    },
    express.json({ limit: MAX_BODY }),
    async (request, response) => {
      const receiver = receivers.get(request.params.instance);
      if (!receiver) {
        throw new NotFoundError('There is no such Alertmanager');
      }
      const parsed = webhookSchema.safeParse(request.body);
      if (!parsed.success) {
        const [{ path, message }] = parsed.error.issues;
        throw new InputError(`${['body', ...path].join('.')}: ${message}`);
      }
      const recorded = await receiver.receive(parsed.data);
      response.json({ recorded });
    },
  );
  return router;
}

// In a time that says nothing of how much of it is right.
function isSame(given: string, expected: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(expected));
}
