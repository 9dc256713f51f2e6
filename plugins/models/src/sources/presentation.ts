import { SourceStatus } from '@modelry/backstage-plugin-models-common';
import {
  RiCheckboxCircleLine,
  RiCloseCircleLine,
  RiErrorWarningLine,
  RiHourglassLine,
  RiLoopLeftLine,
  RiTimeLine,
} from '@remixicon/react';
import { StatusPresentation } from '../status/StatusBadge';

/** How each status of a source looks. */
export const SOURCE_PRESENTATION: Record<SourceStatus, StatusPresentation> = {
  ok: { label: 'OK', tone: 'success', icon: RiCheckboxCircleLine },
  running: { label: 'Running', tone: 'info', icon: RiLoopLeftLine },
  waiting: { label: 'Not run yet', tone: 'neutral', icon: RiHourglassLine },
  incomplete: {
    label: 'Incomplete',
    tone: 'warning',
    icon: RiErrorWarningLine,
  },
  failing: { label: 'Failing', tone: 'danger', icon: RiCloseCircleLine },
  silent: { label: 'Silent', tone: 'danger', icon: RiTimeLine },
};
