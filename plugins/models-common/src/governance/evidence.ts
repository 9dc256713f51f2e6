import { EffectiveRequirement } from './effectiveRequirements';
import { Evidence } from './evidenceSchemas';

/**
 * Finds the evidence that an approval must come with and that is not attached.
 *
 * @returns titles of the missing items.
 * @public
 */
export function missingEvidence(
  requirement: Pick<EffectiveRequirement, 'evidence'>,
  evidence: readonly Evidence[],
): string[] {
  const attached = new Set(evidence.map(({ item }) => item));
  return requirement.evidence
    .filter(({ id }) => !attached.has(id))
    .map(({ title }) => title);
}

/**
 * Finds the items that attached evidence answers but the requirement does not ask for.
 *
 * @returns ids of the unknown items.
 * @public
 */
export function unknownEvidence(
  requirement: Pick<EffectiveRequirement, 'evidence'>,
  evidence: readonly Evidence[],
): string[] {
  const known = new Set(requirement.evidence.map(({ id }) => id));
  const unknown = evidence.flatMap(({ item }) =>
    item && !known.has(item) ? [item] : [],
  );
  return [...new Set(unknown)];
}
