import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import { z } from 'zod';
import { MODEL_REFERENCES } from '../kind/references';
import { ModelEntity } from '../kind/ModelEntity';
import {
  Lifecycle,
  LifecycleStage,
  findStage,
  lifecycleStageSchema,
} from '../lifecycle/stages';

const OWNER_REF = /^((group|user):)?[^:\s]+$/i;

/**
 * Annotation that holds the owner that the author declares while the record lays another
 * one over it; empty when the author declares nobody.
 *
 * @public
 */
export const ANNOTATION_DECLARED_OWNER = 'modelry.dev/declared-owner';

/**
 * Annotation that holds the stage that the author declares while the record lays another
 * one over it.
 *
 * @public
 */
export const ANNOTATION_DECLARED_LIFECYCLE = 'modelry.dev/declared-lifecycle';

/**
 * What the record lays over the entity of a model.
 *
 * @public
 */
export const overlaySchema = z.object({
  owner: z.string().optional(),
  lifecycle: lifecycleStageSchema.optional(),
});

/**
 * What {@link overlaySchema} reads.
 *
 * @public
 */
export type Overlay = z.output<typeof overlaySchema>;

/**
 * Everything that the record lays over entities, by the entity ref of the model. It is
 * what the models plugin answers to the catalog, and to nobody else.
 *
 * @public
 */
export const overlaySnapshotSchema = z.object({
  overlays: z.record(z.string(), overlaySchema),
});

/**
 * Lays what the record says over the entity that the author declares, and keeps what the
 * author declares in annotations.
 *
 * @remarks
 *
 * An entity that nothing is laid over stays as it is. Only the annotations that this
 * function writes are taken away when the author wrote them: they would pass for what
 * was declared. What the author declares wrongly stays, so that the catalog refuses it; a
 * stage that is not configured is not laid over, so that the catalog does not.
 *
 * @public
 */
export function layOver(
  entity: ModelEntity,
  overlay: Overlay | undefined,
  lifecycle: Lifecycle,
): ModelEntity {
  const { annotations = {} } = entity.metadata;
  const {
    [ANNOTATION_DECLARED_OWNER]: forgedOwner,
    [ANNOTATION_DECLARED_LIFECYCLE]: forgedLifecycle,
    ...own
  } = annotations;
  const owner = mayLayOwnerOver(entity) ? overlay?.owner : undefined;
  const stage = mayLayStageOver(entity, overlay, lifecycle)
    ? overlay?.lifecycle
    : undefined;
  const isForged = forgedOwner !== undefined || forgedLifecycle !== undefined;
  if (!owner && !stage) {
    return isForged
      ? { ...entity, metadata: { ...entity.metadata, annotations: own } }
      : entity;
  }
  return {
    ...entity,
    metadata: {
      ...entity.metadata,
      annotations: {
        ...own,
        ...(owner && { [ANNOTATION_DECLARED_OWNER]: entity.spec.owner ?? '' }),
        ...(stage && {
          [ANNOTATION_DECLARED_LIFECYCLE]: entity.spec.lifecycle,
        }),
      },
    },
    spec: {
      ...entity.spec,
      ...(owner && { owner }),
      ...(stage && { lifecycle: stage }),
    },
  };
}

// A stage that is not configured any more would make the catalog refuse the model.
function mayLayStageOver(
  { spec }: ModelEntity,
  overlay: Overlay | undefined,
  lifecycle: Lifecycle,
): boolean {
  return [spec?.lifecycle, overlay?.lifecycle].every(
    stage => stage !== undefined && findStage(lifecycle, stage),
  );
}

function mayLayOwnerOver({ spec }: ModelEntity): boolean {
  const declared: unknown = spec?.owner;
  return (
    Boolean(spec) &&
    (declared === undefined ||
      (typeof declared === 'string' && OWNER_REF.test(declared)))
  );
}

/**
 * Tells whom the author of a model declares as its owner, whatever the record lays over.
 *
 * @returns a normalised entity ref; nothing when nobody is declared, or what no entity can be called.
 * @public
 */
export function declaredOwner(entity: ModelEntity): string | undefined {
  const written =
    entity.metadata.annotations?.[ANNOTATION_DECLARED_OWNER] ??
    entity.spec.owner;
  // No entity has a longer ref.
  if (!written || written.length > 200) {
    return undefined;
  }
  try {
    return stringifyEntityRef(
      parseEntityRef(written, {
        defaultKind: MODEL_REFERENCES.owner.defaultKind,
        defaultNamespace: entity.metadata.namespace ?? 'default',
      }),
    );
  } catch {
    return undefined;
  }
}

/**
 * Tells which stage the author of a model declares, whatever the record lays over.
 *
 * @public
 */
export function declaredLifecycle(entity: ModelEntity): LifecycleStage {
  const written = lifecycleStageSchema.safeParse(
    entity.metadata.annotations?.[ANNOTATION_DECLARED_LIFECYCLE],
  );
  return written.success ? written.data : entity.spec.lifecycle;
}
