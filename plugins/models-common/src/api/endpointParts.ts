import { z } from 'zod';
import { cursorSchema, limitSchema } from './fields';

/** The path of endpoints about one model. */
export const modelParams = z.object({
  namespace: z.string().min(1).max(63).describe('Namespace of the model'),
  name: z.string().min(1).max(63).describe('Name of the model'),
});

/** The path of endpoints about one thing that a model has. */
export const modelItemParams = modelParams.extend({
  id: z.uuid({ error: 'must be the id of one' }),
});

/** A path or query without parameters. */
export const nothing = z.strictObject({});

/** The body of a request that has none. */
export const noBody = z.undefined();

/** What the query of a list says about pages. */
export const paging = { limit: limitSchema, cursor: cursorSchema.optional() };
