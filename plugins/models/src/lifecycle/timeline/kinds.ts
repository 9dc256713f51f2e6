import { TimelineKind } from '@modelry/backstage-plugin-models-common';
import {
  RemixiconComponentType,
  RiAlarmWarningLine,
  RiBox3Line,
  RiGroupLine,
  RiRoadMapLine,
  RiServerLine,
  RiShieldCheckLine,
} from '@remixicon/react';

/** How each kind of thing that happens to a model looks. */
export const TIMELINE_KIND_PRESENTATION: Record<
  TimelineKind,
  { label: string; none: string; icon: RemixiconComponentType }
> = {
  version: {
    label: 'Versions',
    none: 'No version has been reported',
    icon: RiBox3Line,
  },
  stage: {
    label: 'Stages',
    none: 'No version has moved between stages',
    icon: RiRoadMapLine,
  },
  deployment: {
    label: 'Deployments',
    none: 'No deployment has been reported',
    icon: RiServerLine,
  },
  monitoring: {
    label: 'Monitoring',
    none: 'No check has found anything critical, and none was retired',
    icon: RiAlarmWarningLine,
  },
  'sign-off': {
    label: 'Sign-offs',
    none: 'No review was opened and nobody has decided anything',
    icon: RiShieldCheckLine,
  },
  ownership: {
    label: 'Ownership',
    none: 'Nobody has assigned an owner',
    icon: RiGroupLine,
  },
};
