import { MODEL_REFERENCES } from '../kind/references';
import { OrphanProblem, OwnerSuggestion } from './orphanSchemas';

/**
 * What the catalog knows about those who own models.
 *
 * @public
 */
export type OwnerFacts = ReadonlyMap<
  string,
  {
    /** How many people it stands for: one for a user, all nested members for a group. */
    people: number;
  }
>;

/**
 * Tells why nobody answers for a model.
 *
 * @param options - `owner` is the entity ref of its owner; `facts` knows the owners that
 *   exist.
 * @returns nothing when somebody does.
 * @public
 */
export function orphanProblem(options: {
  owner: string | undefined;
  facts: OwnerFacts;
}): OrphanProblem | undefined {
  const { owner, facts } = options;
  if (!owner) {
    return 'no-owner';
  }
  const known = facts.get(owner);
  if (!known) {
    return 'owner-unknown';
  }
  return known.people > 0 ? undefined : 'owner-without-people';
}

/** The more a relation says about who answers for a model, the earlier it stands. */
const CLUES: ReadonlyArray<[string, string]> = [
  [MODEL_REFERENCES.servedBy.relation, 'which serves it'],
  [MODEL_REFERENCES.system.relation, 'which it is part of'],
  [MODEL_REFERENCES.trainedOn.relation, 'which it was trained on'],
  [MODEL_REFERENCES.baseModel.relation, 'which it was derived from'],
];

/**
 * The relations of a model whose targets tell who could own it.
 *
 * @public
 */
export const OWNER_CLUE_RELATIONS: readonly string[] = CLUES.map(
  ([relation]) => relation,
);

/**
 * Suggests who could own a model: whoever owns what it has to do with and can answer
 * for it.
 *
 * @param options - `relations` are those of the model, `owners` names the owner of what
 *   they point to, `facts` knows the owners that exist.
 * @returns the most likely first, each once with every reason.
 * @public
 */
export function suggestOwners(options: {
  relations: ReadonlyArray<{ type: string; targetRef: string }>;
  owners: ReadonlyMap<string, string>;
  facts: OwnerFacts;
}): OwnerSuggestion[] {
  const { relations, owners, facts } = options;
  const byOwner = new Map<string, string[]>();
  for (const [type, clue] of CLUES) {
    for (const { targetRef } of relations.filter(r => r.type === type)) {
      const owner = owners.get(targetRef);
      if (owner && !orphanProblem({ owner, facts })) {
        const reasons = byOwner.get(owner) ?? [];
        byOwner.set(owner, [...reasons, `owns ${targetRef}, ${clue}`]);
      }
    }
  }
  return [...byOwner].map(([owner, because]) => ({ owner, because }));
}
