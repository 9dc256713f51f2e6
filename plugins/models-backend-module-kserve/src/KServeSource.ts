import { AuthService } from '@backstage/backend-plugin-api';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { SourceProblem } from '@modelry/backstage-plugin-models-common';
import {
  DeploymentSource,
  SourceDeployment,
  SourceError,
  SourceListing,
} from '@modelry/backstage-plugin-models-node';
import { KnownModels } from './KnownModels';
import { KubernetesClient } from './KubernetesClient';
import { Revisions } from './Revisions';
import { KServeInstance } from './config';
import {
  Served,
  heldRevisionOf,
  placeOf,
  stableRevisionOf,
  toDeployments,
} from './toDeployments';

const MOST_NAMED = 5;
const CLUSTERS_TIMEOUT_MS = 30_000;

/** Lists what serves models in clusters, each by itself. */
export class KServeSource implements DeploymentSource {
  readonly #instance: KServeInstance;
  readonly #kubernetes: KubernetesClient;
  readonly #catalog: { auth: AuthService; catalog: CatalogService };
  /** Clusters that only their users may ask, and what they sign in with. */
  #byUsers = new Map<string, string>();

  readonly kind = 'kserve';
  readonly id: string;
  readonly title: string;
  readonly every: string;
  readonly allowedSilence: string;
  readonly goneAfter: string;

  constructor(options: {
    instance: KServeInstance;
    kubernetes: KubernetesClient;
    auth: AuthService;
    catalog: CatalogService;
  }) {
    const { instance, kubernetes, auth, catalog } = options;
    this.#instance = instance;
    this.#kubernetes = kubernetes;
    this.#catalog = { auth, catalog };
    this.id = `kserve-${instance.id}`;
    this.title = instance.title ?? `KServe ${instance.id}`;
    this.every = instance.every;
    this.allowedSilence = instance.allowedSilence;
    this.goneAfter = instance.goneAfter;
  }

  async scopes(): Promise<string[]> {
    const clusters = await this.#kubernetes.clusters(
      AbortSignal.timeout(CLUSTERS_TIMEOUT_MS),
    );
    this.#byUsers = new Map(
      clusters.flatMap(
        ({ name, byUsers }): Array<[string, string]> =>
          byUsers ? [[name, byUsers]] : [],
      ),
    );
    // One that is named and not there any more fails by itself, and nothing is gone.
    return this.#instance.clusters ?? clusters.map(({ name }) => name);
  }

  async list(cluster: string, signal: AbortSignal): Promise<SourceListing> {
    const byUsers = this.#byUsers.get(cluster);
    if (byUsers) {
      throw new SourceError(
        `Users sign in to the cluster '${cluster}' themselves, with ${byUsers}: a backend cannot ask it.`,
        {
          remedy:
            "Give the Kubernetes plugin a service account for it, or name the others in 'clusters'.",
        },
      );
    }
    const models = await KnownModels.read(this.#catalog);
    const revisions = new Revisions({
      ...{ cluster, signal, kubernetes: this.#kubernetes },
    });
    const unclear = new Set<string>();
    const deployments: SourceDeployment[] = [];
    const problems: SourceProblem[] = [];
    const unknown: string[] = [];
    for (const resource of this.#instance.resources) {
      const found = await this.#kubernetes.list(cluster, resource, signal);
      for (const serving of found) {
        const model = models.find(serving, this.#instance);
        if (!model) {
          unknown.push(placeOf({ cluster, resource, serving }));
          continue;
        }
        const one = await this.#deploymentsOf(
          { cluster, resource, serving, model },
          revisions,
        );
        deployments.push(...one.deployments);
        problems.push(...one.problems);
        if (one.problems.length > 0) {
          unclear.add(model.modelRef);
        }
      }
    }
    return {
      deployments,
      problems: [...problems, ...unknownProblems(unknown, cluster)],
      unclear: [...unclear],
    };
  }

  async #deploymentsOf(served: Served, revisions: Revisions) {
    const { serving } = served;
    const name = stableRevisionOf(serving) ?? heldRevisionOf(serving);
    const { namespace } = serving.metadata;
    const beside = name && (await revisions.read({ namespace, name }));
    return toDeployments(served, this.#instance, beside || undefined);
  }
}

function unknownProblems(
  places: readonly string[],
  cluster: string,
): SourceProblem[] {
  if (places.length === 0) {
    return [];
  }
  const named = places.slice(0, MOST_NAMED).join(', ');
  const more = places.length - MOST_NAMED;
  return [
    {
      message: `${
        places.length
      } in '${cluster}' serve no model that the catalog has: ${named}${
        more > 0 ? ` and ${more} more` : ''
      }.`,
      remedy:
        "Give them the label 'modelry.dev/model' with the name of the model, or take the models into the catalog.",
    },
  ];
}
