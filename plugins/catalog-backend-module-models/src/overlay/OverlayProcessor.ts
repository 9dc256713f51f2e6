import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import {
  CatalogProcessor,
  CatalogProcessorCache,
  CatalogProcessorEmit,
  LocationSpec,
  processingResult,
} from '@backstage/plugin-catalog-node';
import {
  Lifecycle,
  Overlay,
  isModelEntity,
  layOver,
  overlaySchema,
} from '@modelry/backstage-plugin-models-common';
import { OverlaySnapshot } from './OverlaySnapshot';

const CACHE_KEY = 'overlay';

/** The key by which the catalog is asked to process a model again. */
export function refreshKeyOf(modelRef: string): string {
  return `modelry:${modelRef}`;
}

/**
 * Lays owner and stage of the record over models before the catalog validates them and
 * derives their relations.
 */
export class OverlayProcessor implements CatalogProcessor {
  readonly #snapshot: OverlaySnapshot;
  readonly #stages: Lifecycle;

  constructor(snapshot: OverlaySnapshot, stages: Lifecycle) {
    this.#snapshot = snapshot;
    this.#stages = stages;
  }

  getProcessorName(): string {
    return 'modelry-overlay';
  }

  async preProcessEntity(
    entity: Entity,
    _location: LocationSpec,
    emit: CatalogProcessorEmit,
    _originLocation: LocationSpec,
    cache: CatalogProcessorCache,
  ): Promise<Entity> {
    if (!isModelEntity(entity)) {
      return entity;
    }
    const modelRef = stringifyEntityRef(entity);
    emit(processingResult.refresh(refreshKeyOf(modelRef)));
    this.#snapshot.renewIfOld();
    const before = await readCache(cache);
    const overlay = await this.#snapshot.get(modelRef, async () => before);
    if (!isSame(overlay, before)) {
      await cache.set(CACHE_KEY, { ...overlay });
    }
    return layOver(entity, overlay, this.#stages);
  }
}

function isSame(a: Overlay | undefined, b: Overlay | undefined): boolean {
  return a?.owner === b?.owner && a?.lifecycle === b?.lifecycle;
}

// The catalog keeps it between processings and restarts.
async function readCache(
  cache: CatalogProcessorCache,
): Promise<Overlay | undefined> {
  const cached = overlaySchema.safeParse(await cache.get(CACHE_KEY));
  return cached.success ? cached.data : undefined;
}
