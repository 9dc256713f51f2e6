import { DecisionVerdict } from '@modelry/backstage-plugin-models-common';
import {
  RemixiconComponentType,
  RiCheckboxCircleLine,
  RiCloseCircleLine,
  RiEditLine,
  RiSubtractLine,
} from '@remixicon/react';

/** How a decision is called before and after it is made. */
export const VERDICTS: Record<
  DecisionVerdict,
  { verb: string; done: string; icon: RemixiconComponentType }
> = {
  approved: {
    verb: 'Approve',
    done: 'approved',
    icon: RiCheckboxCircleLine,
  },
  rejected: { verb: 'Reject', done: 'rejected', icon: RiCloseCircleLine },
  'changes-requested': {
    verb: 'Request changes',
    done: 'asked for changes',
    icon: RiEditLine,
  },
  abstained: { verb: 'Abstain', done: 'abstained', icon: RiSubtractLine },
};
