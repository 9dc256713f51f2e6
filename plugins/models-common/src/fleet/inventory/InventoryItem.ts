import { RELATION_PART_OF } from '@backstage/catalog-model';
import { Deployment } from '../../deployments/schemas';
import { ModelEntity } from '../../kind/ModelEntity';
import { ModelVersion } from '../../lifecycle/schemas';
import { ModelSummary } from '../schemas';

/**
 * All that an inventory says of one model.
 *
 * @public
 */
export interface InventoryItem {
  /** As the catalog has it, with its relations. */
  entity: ModelEntity;
  /** What lists say of it. */
  summary: ModelSummary;
  /** Where its versions run now. */
  deployments: readonly Deployment[];
  /** The version in question, and those that run, as far as they were reported. */
  versions: readonly ModelVersion[];
}

/** The entity refs that a model is related to in some way. */
export function relatedRefs(
  { entity }: Pick<InventoryItem, 'entity'>,
  relation: string,
): string[] {
  return (entity.relations ?? [])
    .filter(({ type }) => type === relation)
    .map(({ targetRef }) => targetRef);
}

/** The entity ref of the system that a model is part of. */
export function systemOf(
  item: Pick<InventoryItem, 'entity'>,
): string | undefined {
  return relatedRefs(item, RELATION_PART_OF).find(ref =>
    ref.startsWith('system:'),
  );
}

/** Names a deployment, e.g. `production/primary`. */
export function nameOfDeployment({ environment, name }: Deployment): string {
  return `${environment}/${name}`;
}
