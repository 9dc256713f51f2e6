import { z } from 'zod';
import { modelRefSchema } from '../kind/modelRef';
import { deploymentSchema } from './schemas';

/**
 * How many models one request for what a service runs may name.
 *
 * @public
 */
export const MAX_SERVED_MODELS = 100;

/**
 * Which service is asked about.
 *
 * @public
 */
export const servedRequestSchema = z
  .strictObject({
    servedBy: z.string().min(1).max(255).describe('Entity ref of the service'),
    modelRefs: z
      .array(modelRefSchema)
      .max(MAX_SERVED_MODELS)
      .default([])
      .describe(
        'Models that the catalog says it serves; of these count deployments that name no service',
      ),
  })
  .meta({ id: 'ServedRequest' });

/**
 * What {@link servedRequestSchema} reads.
 *
 * @public
 */
export type ServedRequest = z.output<typeof servedRequestSchema>;

/**
 * A deployment that a service runs.
 *
 * @public
 */
export const servedDeploymentSchema = deploymentSchema
  .extend({ modelRef: z.string(), title: z.string().optional() })
  .meta({ id: 'ServedDeployment' });

/**
 * What {@link servedDeploymentSchema} reads.
 *
 * @public
 */
export type ServedDeployment = z.output<typeof servedDeploymentSchema>;

/**
 * What a service runs.
 *
 * @public
 */
export const servedSchema = z
  .object({ items: z.array(servedDeploymentSchema) })
  .meta({ id: 'Served' });

/**
 * What {@link servedSchema} reads.
 *
 * @public
 */
export type Served = z.output<typeof servedSchema>;
