import { DecisionVerdict } from '@modelry/backstage-plugin-models-common';
import {
  RemixiconComponentType,
  RiCheckboxCircleLine,
  RiCloseCircleLine,
  RiEditLine,
  RiSubtractLine,
} from '@remixicon/react';

/**
 * How a decision is called before and after it is made; `doneTo` comes before what it is
 * about.
 */
export const VERDICTS: Record<
  DecisionVerdict,
  { verb: string; done: string; doneTo: string; icon: RemixiconComponentType }
> = {
  approved: {
    verb: 'Approve',
    done: 'approved',
    doneTo: 'approved',
    icon: RiCheckboxCircleLine,
  },
  rejected: {
    verb: 'Reject',
    done: 'rejected',
    doneTo: 'rejected',
    icon: RiCloseCircleLine,
  },
  'changes-requested': {
    verb: 'Request changes',
    done: 'asked for changes',
    doneTo: 'asked for changes to',
    icon: RiEditLine,
  },
  abstained: {
    verb: 'Abstain',
    done: 'abstained',
    doneTo: 'abstained on',
    icon: RiSubtractLine,
  },
};
