import { OrphanProblem } from '@modelry/backstage-plugin-models-common';

/** What to say about each reason why nobody answers for a model. */
export const PROBLEM_WORDS: Record<
  OrphanProblem,
  {
    label: string;
    /** Said when no model has it. */
    none: string;
    explain: (owner: string | undefined) => string;
  }
> = {
  'no-owner': {
    label: 'No owner',
    none: 'Every model has an owner',
    explain: () => 'Names nobody',
  },
  'owner-unknown': {
    label: 'Owner unknown',
    none: 'The catalog knows every owner',
    explain: owner => `The catalog does not know ${owner}`,
  },
  'owner-without-people': {
    label: 'Owner without people',
    none: 'Somebody is in every group that owns a model',
    explain: owner => `Nobody is in ${owner}`,
  },
};

/** What to say behind the number of models of each reason. */
export const COUNT_WORDS: Record<OrphanProblem, string> = {
  'no-owner': 'without an owner',
  'owner-unknown': 'with an owner that the catalog does not know',
  'owner-without-people': 'with an owner without people',
};
