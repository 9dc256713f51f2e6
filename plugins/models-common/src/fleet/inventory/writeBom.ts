import { toBomComponents } from './bomComponents';
import { BomHead } from './bomTypes';
import { InventoryItem } from './InventoryItem';

/**
 * What tells one bill of materials from another.
 *
 * @public
 */
export interface BomIdentity {
  /** A UUID of its own. */
  id: string;
  /** When it is made. */
  now: Date;
}

/** What every bill of materials begins with. */
export function bomHead({ id }: BomIdentity): BomHead {
  return {
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    serialNumber: `urn:uuid:${id}`,
    version: 1,
  };
}

/** When and by what a bill of materials was made, and of what. */
export function bomMetadata({ now }: BomIdentity) {
  return {
    timestamp: now.toISOString(),
    lifecycles: [{ phase: 'operations' }],
    tools: { components: [{ type: 'application', name: 'Modelry' }] },
  };
}

/**
 * Writes an inventory of models as a bill of materials, page by page: CycloneDX 1.6.
 *
 * @remarks
 *
 * Each model is there with the version in question and every version that runs, one
 * component each.
 *
 * @public
 */
export async function* writeInventoryBom(
  pages: AsyncIterable<readonly InventoryItem[]>,
  identity: BomIdentity,
): AsyncGenerator<string> {
  const head = JSON.stringify({
    ...bomHead(identity),
    metadata: bomMetadata(identity),
  });
  let lines = `${head.slice(0, -1)},"components":[`;
  let separator = '\n';
  for await (const items of pages) {
    for (const component of items.flatMap(toBomComponents)) {
      lines += separator + JSON.stringify(component);
      separator = ',\n';
    }
    yield lines;
    lines = '';
  }
  yield `${lines}\n]}\n`;
}
