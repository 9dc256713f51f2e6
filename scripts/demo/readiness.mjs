import { setTimeout as sleep } from 'node:timers/promises';
import { RefusedRequest } from './portal.mjs';

const POLL_MILLISECONDS = 1_000;

/**
 * Waits until people can sign in and the catalog knows all models.
 *
 * @param person - the one of the demo people who looks.
 * @throws `Error` that says what is still missing when the time is over.
 */
export async function waitForModels({
  portal,
  person,
  models,
  timeoutSeconds,
}) {
  const deadline = Date.now() + timeoutSeconds * 1000;
  let obstacle = await findObstacle({ portal, person, models });
  if (obstacle) {
    console.log(`Waiting for the portal: ${obstacle}`);
  }
  while (obstacle) {
    if (Date.now() > deadline) {
      throw new Error(
        `The portal was not ready within ${timeoutSeconds} s: ${obstacle}`,
      );
    }
    await sleep(POLL_MILLISECONDS);
    obstacle = await findObstacle({ portal, person, models });
  }
}

/** Says in words what keeps the record from being loaded, if anything does. */
async function findObstacle({ portal, person, models }) {
  const refs = models.map(name => `model:default/${name}`);
  try {
    const { items } = await portal.send({
      method: 'POST',
      path: '/api/catalog/entities/by-refs',
      body: { entityRefs: refs, fields: ['metadata.name'] },
      person,
    });
    const missing = models.filter((_, index) => !items[index]);
    return missing.length > 0
      ? `the catalog does not know ${missing.length} of ${
          models.length
        } models yet (${missing.slice(0, 5).join(', ')}${
          missing.length > 5 ? ', …' : ''
        }); an entity that it refuses stands in the log of the backend`
      : undefined;
  } catch (error) {
    if (error instanceof RefusedRequest) {
      return error.path?.startsWith('/api/auth')
        ? `${error.message} (people sign in this way only where app-config.development.yaml is loaded)`
        : error.message;
    }
    return `nothing answers there (${
      error.cause?.code ?? error.message
    }); start it with: npm start`;
  }
}
