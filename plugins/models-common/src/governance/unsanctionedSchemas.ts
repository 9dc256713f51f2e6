import { z } from 'zod';
import { enforcementSchema } from './policySchemas';

/**
 * A deployment in a governed environment whose version lacks sign-offs, or may not run there for
 * another reason that the gate names too.
 *
 * @public
 */
export const unsanctionedDeploymentSchema = z
  .object({
    environment: z.string(),
    name: z.string(),
    version: z.string(),
    missing: z
      .array(z.string())
      .describe(
        'Titles of the requirements that are open, and what else keeps the gate from allowing it',
      ),
    enforcement: enforcementSchema,
    unconfigured: z
      .literal(true)
      .optional()
      .describe(
        'Set when no environment of that name is configured: the gate says no, and nobody is notified',
      ),
  })
  .meta({ id: 'UnsanctionedDeployment' });

/**
 * What {@link unsanctionedDeploymentSchema} reads.
 *
 * @public
 */
export type UnsanctionedDeployment = z.output<
  typeof unsanctionedDeploymentSchema
>;
