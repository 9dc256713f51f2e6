import { AuthService } from '@backstage/backend-plugin-api';
import {
  ANNOTATION_LOCATION,
  ANNOTATION_ORIGIN_LOCATION,
  Entity,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import {
  CatalogService,
  EntityProvider,
  EntityProviderConnection,
} from '@backstage/plugin-catalog-node';
import { sha256OfJson } from '@modelry/backstage-plugin-models-common';
import { SourceError } from '../sources/SourceError';

/** What is said of an entity by its source, in short. */
const DIGEST_ANNOTATION = 'modelry.dev/source-digest';

/** Even what nobody changed is written again, in case the catalog refused a part of it. */
const WHOLE_EVERY_MS = 24 * 60 * 60 * 1_000;

const FIELDS = [
  'kind',
  'metadata.name',
  'metadata.namespace',
  'metadata.annotations',
];

/** The models that the catalog has, seen by one source of them. */
export interface KnownModels {
  /** Those that this source brought. */
  own: Entity[];
  /** All others. */
  others: Entity[];
}

/**
 * Keeps the models that a source brings into the catalog in step with it.
 *
 * Only what differs from what the catalog has is handed over, all of it once a day. The
 * catalog itself is what is compared with, so that it does not matter which replica ran
 * before.
 */
export class SourcedModels implements EntityProvider {
  readonly #options: {
    location: string;
    auth: AuthService;
    catalog: CatalogService;
    now: () => Date;
  };
  #connection?: EntityProviderConnection;
  #wholeAt = -Infinity;

  /**
   * @param options - `location` names the source in the catalog, e.g. `mlflow:research`.
   */
  constructor(options: {
    location: string;
    auth: AuthService;
    catalog: CatalogService;
    now?: () => Date;
  }) {
    this.#options = { now: () => new Date(), ...options };
  }

  /** {@inheritDoc @backstage/plugin-catalog-node#EntityProvider.getProviderName} */
  getProviderName(): string {
    return `modelry-${this.#options.location}`;
  }

  /** {@inheritDoc @backstage/plugin-catalog-node#EntityProvider.connect} */
  async connect(connection: EntityProviderConnection): Promise<void> {
    this.#connection = connection;
  }

  /**
   * Reads which models the catalog has.
   *
   * @throws `SourceError` when the catalog does not say.
   */
  async known(): Promise<KnownModels> {
    const { catalog, auth, location } = this.#options;
    const known: KnownModels = { own: [], others: [] };
    try {
      const pages = catalog.streamEntities(
        { filter: { kind: 'Model' }, fields: FIELDS },
        { credentials: await auth.getOwnServiceCredentials() },
      );
      for await (const page of pages) {
        for (const entity of page) {
          const { annotations = {} } = entity.metadata;
          const isOwn = annotations[ANNOTATION_ORIGIN_LOCATION] === location;
          (isOwn ? known.own : known.others).push(entity);
        }
      }
    } catch (cause) {
      throw new SourceError('The catalog did not say which models it has.', {
        cause,
        remedy:
          'Nothing was changed, for models could have been doubled. It runs again by itself.',
      });
    }
    return known;
  }

  /**
   * Makes the models of the catalog that come from this source the given ones. To be
   * called only with all of them.
   *
   * @param own - those that the catalog has, as `known` read them.
   * @param options - `keep` says which of these stay although they are not given, because
   *   nothing is known of them at the moment.
   * @returns how many were written, and how many removed.
   * @throws `SourceError` while the catalog is not ready.
   */
  async apply(
    entities: readonly Entity[],
    own: readonly Entity[],
    options: { keep?: (entity: Entity) => boolean } = {},
  ): Promise<{ written: number; removed: number }> {
    const { keep = () => false } = options;
    if (!this.#connection) {
      throw new SourceError('The catalog is not ready yet.', {
        remedy: 'Nothing has to be done: it runs again by itself.',
      });
    }
    const { location, now } = this.#options;
    const signed = entities.map(entity => signedBy(entity, location));
    const kept = own.filter(keep);
    const { changed, gone } = compare(signed, own, kept);
    const toDeferred = (entity: Entity) => ({ entity, locationKey: location });
    const time = now().getTime();
    if (kept.length === 0 && time - this.#wholeAt >= WHOLE_EVERY_MS) {
      await this.#connection.applyMutation({
        type: 'full',
        entities: signed.map(toDeferred),
      });
      this.#wholeAt = time;
    } else if (changed.length + gone.length > 0) {
      await this.#connection.applyMutation({
        type: 'delta',
        added: changed.map(toDeferred),
        removed: gone.map(entity => ({
          entityRef: stringifyEntityRef(entity),
          locationKey: location,
        })),
      });
    }
    return { written: changed.length, removed: gone.length };
  }
}

function signedBy(entity: Entity, location: string): Entity {
  return {
    ...entity,
    metadata: {
      ...entity.metadata,
      annotations: {
        ...entity.metadata.annotations,
        [ANNOTATION_LOCATION]: location,
        [ANNOTATION_ORIGIN_LOCATION]: location,
        [DIGEST_ANNOTATION]: sha256OfJson(entity),
      },
    },
  };
}

function compare(
  wanted: readonly Entity[],
  own: readonly Entity[],
  kept: readonly Entity[],
): { changed: Entity[]; gone: Entity[] } {
  const digests = new Map(
    own.map(entity => [stringifyEntityRef(entity), digestOf(entity)]),
  );
  const refs = new Set(
    [...wanted, ...kept].map(entity => stringifyEntityRef(entity)),
  );
  return {
    changed: wanted.filter(
      entity => digests.get(stringifyEntityRef(entity)) !== digestOf(entity),
    ),
    gone: own.filter(entity => !refs.has(stringifyEntityRef(entity))),
  };
}

function digestOf({ metadata }: Entity): string | undefined {
  return metadata.annotations?.[DIGEST_ANNOTATION];
}
