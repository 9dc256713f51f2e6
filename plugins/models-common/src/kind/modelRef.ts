import {
  CompoundEntityRef,
  parseEntityRef,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { InputError } from '@backstage/errors';
import { z } from 'zod';
import { MODEL_KIND } from './ModelEntity';

/**
 * Makes the normalised entity ref of a model, e.g. `model:default/churn`.
 *
 * @public
 */
export function toModelRef(options: {
  namespace: string;
  name: string;
}): string {
  return stringifyEntityRef({ kind: MODEL_KIND, ...options });
}

/**
 * Reads an entity ref that must name a model; the kind may be left out.
 *
 * @public
 * @throws `InputError` when the ref is malformed or of another kind.
 */
export function parseModelRef(ref: string): CompoundEntityRef {
  let parsed: CompoundEntityRef;
  try {
    parsed = parseEntityRef(ref, {
      defaultKind: MODEL_KIND,
      defaultNamespace: 'default',
    });
  } catch (cause) {
    throw new InputError(
      `'${ref}' is no entity ref; write it as model:namespace/name`,
      cause,
    );
  }
  if (parsed.kind.toLocaleLowerCase('en-US') !== 'model') {
    throw new InputError(
      `'${ref}' is of kind '${parsed.kind}'; write it as model:namespace/name`,
    );
  }
  return parsed;
}

/**
 * Schema of the normalised entity ref of a model, e.g. `model:default/churn`.
 *
 * @public
 */
export const modelRefSchema = z
  .string()
  .max(400)
  .regex(
    /^model:[^:/\s]+\/[^:/\s]+$/i,
    'write the entity ref of a model, e.g. model:default/churn',
  )
  .transform(ref => ref.toLocaleLowerCase('en-US'));
