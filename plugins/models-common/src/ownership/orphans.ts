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

const NEAR_CLUES: ReadonlyArray<[string, string]> = [
  [MODEL_REFERENCES.servedBy.relation, 'which serves it'],
  [MODEL_REFERENCES.system.relation, 'which it is part of'],
];

const FAR_CLUES: ReadonlyArray<[string, string]> = [
  [MODEL_REFERENCES.trainedOn.relation, 'which it was trained on'],
  [MODEL_REFERENCES.baseModel.relation, 'which it was derived from'],
];

/**
 * The relations of a model whose targets tell who could own it.
 *
 * @public
 */
export const OWNER_CLUE_RELATIONS: readonly string[] = [
  ...NEAR_CLUES,
  ...FAR_CLUES,
].map(([relation]) => relation);

/**
 * Suggests who could own a model: whoever owns what it has to do with, or trained it, and
 * can answer for it.
 *
 * @param options - `relations` are those of the model, `owners` names the owner of what
 *   they point to, `training` who trained its newest version of which that is known, and
 *   `facts` knows the owners that exist.
 * @returns the most likely first, each once with every reason.
 * @public
 */
export function suggestOwners(options: {
  relations: ReadonlyArray<{ type: string; targetRef: string }>;
  owners: ReadonlyMap<string, string>;
  training?: { owner: string; version: string };
  facts: OwnerFacts;
}): OwnerSuggestion[] {
  const { relations, owners, training, facts } = options;
  // The more a clue says about who answers for a model, the earlier it stands.
  const clues: Array<{ owner: string | undefined; because: string }> = [
    ...cluesIn(NEAR_CLUES, { relations, owners }),
    ...(training
      ? [
          {
            owner: training.owner,
            because: `trained version ${training.version}`,
          },
        ]
      : []),
    ...cluesIn(FAR_CLUES, { relations, owners }),
  ];
  const byOwner = new Map<string, string[]>();
  for (const { owner, because } of clues) {
    if (owner && !orphanProblem({ owner, facts })) {
      byOwner.set(owner, [...(byOwner.get(owner) ?? []), because]);
    }
  }
  return [...byOwner].map(([owner, because]) => ({ owner, because }));
}

function cluesIn(
  clues: ReadonlyArray<[string, string]>,
  {
    relations,
    owners,
  }: Pick<Parameters<typeof suggestOwners>[0], 'relations' | 'owners'>,
) {
  return clues.flatMap(([type, clue]) =>
    relations
      .filter(relation => relation.type === type)
      .map(({ targetRef }) => ({
        owner: owners.get(targetRef),
        because: `owns ${targetRef}, ${clue}`,
      })),
  );
}
