import { Asked, StandIn } from '@internal/test-utils';

/**
 * Stands in for a Kubeflow Model Registry: answers as its OpenAPI document and recorded
 * answers have it. There is no registry here.
 */
export class RegistryStandIn extends StandIn {
  /** What each list holds, by its path below `/api/model_registry/v1alpha3/`. */
  lists: Record<string, object[]> = {};

  constructor() {
    super('/api/model_registry/v1alpha3/');
  }

  reset(): void {
    super.reset();
    this.lists = {};
  }

  protected answerTo({ path, query }: Asked): object {
    const all = this.lists[path] ?? [];
    const size = Number(query.get('pageSize'));
    const offset = Number(query.get('nextPageToken') ?? '0');
    const items = all.slice(offset, offset + size);
    const next = offset + size;
    return {
      ...{ items, size: items.length, pageSize: size },
      nextPageToken: next < all.length ? `${next}` : '',
    };
  }
}
