import { AuthService } from '@backstage/backend-plugin-api';
import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { parseModelRef } from '@modelry/backstage-plugin-models-common';
import { KServeInstance } from './config';
import { Serving } from './resources';
import { said } from './versionOf';

/** The id of a model in a Kubeflow Model Registry. */
const REGISTRY_ID = 'kubeflow.org/registered-model-id';
/** Ids and names of its versions there, as `id=name,id=name`. */
const REGISTRY_VERSIONS = 'kubeflow.org/model-versions';

/** A model of the catalog that something can serve. */
export interface KnownModel {
  modelRef: string;
  /** Names of versions by their ids in the model registry. */
  versions: ReadonlyMap<string, string>;
}

/** The models of the catalog, by what clusters call them. */
export class KnownModels {
  readonly #byRef = new Map<string, KnownModel>();
  readonly #byRegistryId = new Map<string, KnownModel | 'several'>();

  static async read(options: {
    auth: AuthService;
    catalog: CatalogService;
  }): Promise<KnownModels> {
    const { auth, catalog } = options;
    const models = new KnownModels();
    const pages = catalog.streamEntities(
      {
        filter: { kind: 'Model' },
        fields: [
          ...['kind', 'metadata.name', 'metadata.namespace'],
          'metadata.annotations',
        ],
      },
      { credentials: await auth.getOwnServiceCredentials() },
    );
    for await (const page of pages) {
      page.forEach(entity => models.#add(entity));
    }
    return models;
  }

  /** The model that something serves; nothing when it cannot be told. */
  find(
    { metadata }: Serving,
    { keys, joinByName }: KServeInstance,
  ): KnownModel | undefined {
    const named = said(metadata, keys.model);
    if (named !== undefined) {
      return this.#byRef.get(refOf(named) ?? '');
    }
    const id = said(metadata, `${keys.registry}/registered-model-id`);
    const registered = this.#byRegistryId.get(id ?? '');
    if (registered && registered !== 'several') {
      return registered;
    }
    return joinByName ? this.#byRef.get(refOf(metadata.name) ?? '') : undefined;
  }

  #add(entity: Entity): void {
    const { annotations = {} } = entity.metadata;
    const modelRef = stringifyEntityRef(entity);
    const pairs = (annotations[REGISTRY_VERSIONS] ?? '').split(',');
    const versions = new Map(
      pairs.flatMap((pair): Array<[string, string]> => {
        const at = pair.indexOf('=');
        return at > 0 ? [[pair.slice(0, at), decoded(pair.slice(at + 1))]] : [];
      }),
    );
    const model = { modelRef, versions };
    this.#byRef.set(modelRef, model);
    const id = annotations[REGISTRY_ID];
    if (id) {
      // Two registries count alike: of two models it could be either.
      this.#byRegistryId.set(
        id,
        this.#byRegistryId.has(id) ? 'several' : model,
      );
    }
  }
}

function refOf(name: string): string | undefined {
  try {
    return stringifyEntityRef(parseModelRef(name));
  } catch {
    return undefined;
  }
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
