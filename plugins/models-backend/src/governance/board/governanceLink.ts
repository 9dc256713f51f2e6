import { parseEntityRef } from '@backstage/catalog-model';

/** Where a model's sign-offs are shown. */
export function governanceLink(modelRef: string): string {
  const { namespace, name } = parseEntityRef(modelRef);
  return `/catalog/${namespace}/model/${name}/governance`;
}
