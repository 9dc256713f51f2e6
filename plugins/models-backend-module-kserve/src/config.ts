import { Config } from '@backstage/config';
import {
  SourceInstance,
  durationField,
  environmentField,
  readSourceInstances,
  sourceInstanceFields,
} from '@modelry/backstage-plugin-models-node';
import { z } from 'zod';
import { RESOURCES } from './resources';

const key = z.string().min(1).max(300);

const instanceSchema = z.strictObject({
  title: sourceInstanceFields.title,
  clusters: z.array(z.string().min(1)).min(1).optional(),
  resources: z
    .array(z.enum(RESOURCES))
    .min(1)
    .default([...RESOURCES]),
  every: durationField.default('PT1M'),
  allowedSilence: durationField.default('PT10M'),
  goneAfter: durationField.default('P1D'),
  environments: z
    .array(
      z.strictObject({
        cluster: z.string().min(1).default('*'),
        namespace: z.string().min(1).default('*'),
        environment: environmentField,
      }),
    )
    .default([]),
  keys: z
    .strictObject({
      model: key.default('modelry.dev/model'),
      version: key.default('modelry.dev/version'),
      environment: key.default('modelry.dev/environment'),
      servedBy: key.default('modelry.dev/served-by'),
      registry: key.default('modelregistry.kubeflow.org'),
    })
    .prefault({}),
  joinByName: z.boolean().default(false),
});

/** How one set of clusters is read, as it is configured. */
export type KServeInstance = SourceInstance<z.output<typeof instanceSchema>>;

/**
 * Reads which clusters are asked, and what is made of them.
 *
 * @throws with the path of everything that is wrong.
 */
export function readKServeInstances(config: Config): KServeInstance[] {
  return readSourceInstances(config, {
    ...{ path: 'models.sources.kserve', schema: instanceSchema },
    // The models plugin asks sources of deployments as often as `every` says.
    usualSchedule: { frequency: { minutes: 1 }, timeout: { minutes: 30 } },
  });
}
