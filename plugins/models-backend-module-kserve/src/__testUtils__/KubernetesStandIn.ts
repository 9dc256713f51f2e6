import { Asked, StandIn } from '@internal/test-utils';
import { IncomingMessage } from 'node:http';

/**
 * Stands in for the Kubernetes backend of Backstage and the clusters behind it, with
 * answers in the shapes that were recorded of KServe. There is no cluster here.
 */
export class KubernetesStandIn extends StandIn {
  clusters = [{ name: 'eu', authProvider: 'serviceAccount' }];
  /** By cluster and path of the API, e.g. `eu apis/serving.kserve.io/v1beta1/…`. */
  answers = new Map<string, object[]>();
  revisions = new Map<string, object>();

  protected answerTo({ path, query, request }: Asked): object | undefined {
    if (path === 'clusters') {
      return { items: this.clusters };
    }
    const below = path.replace('proxy/', '');
    if (!this.clusters.some(({ name }) => name === cluster(request))) {
      return undefined;
    }
    if (below === 'version') {
      return { gitVersion: 'v1.31.4' };
    }
    const revision = this.revisions.get(below.split('/').at(-1) ?? '');
    if (below.includes('/revisions/')) {
      return revision && { metadata: revision };
    }
    const all = this.answers.get(`${cluster(request)} ${below}`);
    const offset = Number(query.get('continue') ?? '0');
    const next = offset + Number(query.get('limit'));
    return (
      all && {
        kind: 'List',
        metadata: next < all.length ? { continue: `${next}` } : {},
        items: all.slice(offset, next),
      }
    );
  }
}

/** The cluster that a request is about; empty for the backend itself. */
export function cluster(request: IncomingMessage): string {
  return `${request.headers['backstage-kubernetes-cluster'] ?? ''}`;
}
