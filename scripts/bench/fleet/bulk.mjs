// Many models given to another owner at once: how many statements that takes.
import { createRequire } from 'node:module';
import { statementsOf } from './bareSql.mjs';
import { SMALL_OWNER, nameOf } from './models.mjs';
import { SEES_ALL } from './pages.mjs';
import { timed } from './timing.mjs';

const { MAX_OWNER_ASSIGNMENTS } = createRequire(import.meta.url)(
  '@modelry/backstage-plugin-models-common',
);

const FEW = 100;
const MANY = 1_000;

/** Assigns them, and gives them back. */
export async function measureBulk({ backend, models }) {
  const many = Math.min(MANY, models);
  const few = await assign(backend, Math.min(FEW, models));
  await giveBack(backend, Math.min(FEW, models));
  const result = await assign(backend, many);
  await giveBack(backend, many);
  return { few, many: result, atOnce: MAX_OWNER_ASSIGNMENTS };
}

async function assign(backend, count) {
  let millis;
  const statements = await statementsOf(backend, async () => {
    millis = await timed(() => send(backend, count, { owner: SMALL_OWNER }));
  });
  return { count, millis, statements: statements.length };
}

function giveBack(backend, count) {
  return send(backend, count, { revert: true });
}

async function send({ portal }, count, change) {
  // Where few models are measured, those of the first numbers are all there are.
  const refs = Array.from(
    { length: count },
    (_, i) => `model:default/${nameOf(i)}`,
  );
  for (let start = 0; start < count; start += MAX_OWNER_ASSIGNMENTS) {
    const { items } = await portal.send({
      method: 'POST',
      path: '/api/models/owner-assignments',
      person: SEES_ALL,
      body: {
        ...change,
        modelRefs: refs.slice(start, start + MAX_OWNER_ASSIGNMENTS),
        reason: 'Measured',
      },
    });
    const refused = items.find(({ outcome }) => outcome === 'refused');
    if (refused) {
      throw new Error(`Not assigned: ${JSON.stringify(refused)}`);
    }
  }
}
