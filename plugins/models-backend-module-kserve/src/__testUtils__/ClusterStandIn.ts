import { Asked, StandIn } from '@internal/test-utils';

/**
 * Stands in for the API of a cluster, which answers whoever shows the token of its service
 * account.
 */
export class ClusterStandIn extends StandIn {
  /** Items of lists, by path. */
  readonly lists = new Map<string, object[]>();
  token = 'token-of-the-service-account';

  constructor() {
    super();
    this.trouble = (request, response) => {
      const isKnown = request.headers.authorization === `Bearer ${this.token}`;
      if (!isKnown) {
        response.writeHead(401).end('{"kind":"Status","code":401}');
      }
      return !isKnown;
    };
  }

  protected answerTo({ path, query }: Asked): object | undefined {
    if (path === 'version') {
      return { gitVersion: 'v1.31.4' };
    }
    const all = this.lists.get(path);
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
