import { LoggerService } from '@backstage/backend-plugin-api';
import express, { Router } from 'express';
import { Webhook, WebhookVerificationError } from 'standardwebhooks';
import { MlflowInstance } from './config';

const LARGEST = '1mb';

/**
 * Takes the webhooks of MLflow as a wish to read its registry at once.
 *
 * @remarks
 *
 * Nothing of what they say is believed but that something happened: they come in any order,
 * and there is none for what is renamed or deleted.
 */
export function createWebhookRouter(options: {
  path: string;
  instances: readonly MlflowInstance[];
  refresh: (id: string) => Promise<void>;
  logger: LoggerService;
}): Router {
  const { path, instances, refresh, logger } = options;
  const router = Router();
  router.post(
    `${path}/:id`,
    express.raw({ type: () => true, limit: LARGEST }),
    async (request, response) => {
      const { id } = request.params;
      const instance = instances.find(one => one.id === id);
      if (!isSigned(request, instance?.webhookSecret)) {
        response.status(401).end();
        return;
      }
      try {
        await refresh(id);
        response.status(202).end();
      } catch (error) {
        logger.warn(`MLflow '${id}' could not be read at once`, {
          cause: String(error),
        });
        // MLflow sends it again.
        response.status(503).end();
      }
    },
  );
  return router;
}

// Whether there is such a registry is told to nobody who cannot sign.
function isSigned(request: express.Request, secret?: string): boolean {
  if (!secret || !Buffer.isBuffer(request.body)) {
    return false;
  }
  try {
    new Webhook(secret, { format: 'raw' }).verify(request.body, {
      'webhook-id': request.get('x-mlflow-delivery-id') ?? '',
      'webhook-timestamp': request.get('x-mlflow-timestamp') ?? '',
      'webhook-signature': request.get('x-mlflow-signature') ?? '',
    });
    return true;
  } catch (error) {
    if (error instanceof WebhookVerificationError) {
      return false;
    }
    // What is signed need not be JSON to be signed.
    return error instanceof SyntaxError;
  }
}
