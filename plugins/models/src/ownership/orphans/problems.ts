import { OrphanProblem } from '@modelry/backstage-plugin-models-common';

/** What to say about each reason why nobody answers for a model. */
export const PROBLEM_WORDS: Record<
  OrphanProblem,
  { label: string; explain: (owner: string | undefined) => string }
> = {
  'no-owner': {
    label: 'No owner',
    explain: () => 'Names nobody',
  },
  'owner-unknown': {
    label: 'Owner unknown',
    explain: owner => `The catalog does not know ${owner}`,
  },
  'owner-without-people': {
    label: 'Owner without people',
    explain: owner => `Nobody is in ${owner}`,
  },
};
