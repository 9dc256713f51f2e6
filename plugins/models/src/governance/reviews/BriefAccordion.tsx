import {
  Accordion,
  AccordionPanel,
  AccordionTrigger,
  Text,
} from '@backstage/ui';
import { ReviewBrief } from '@modelry/backstage-plugin-models-common';
import { Loaded } from '../../frame';
import { BriefDetails } from './BriefDetails';
import { summarizeBrief } from './describeBrief';
import { useBrief } from './useBrief';

/** Shows what a reviewer should know in a line, and all of it on demand. */
export function BriefAccordion(props: { modelRef: string; reviewId: string }) {
  const { modelRef, reviewId } = props;
  const brief = useBrief(modelRef, reviewId);
  return (
    <Accordion style={{ width: '100%' }}>
      <AccordionTrigger>
        <Text variant="body-small" weight="bold">
          {brief.data ? summarizeBrief(brief.data) : 'What has changed'}
        </Text>
      </AccordionTrigger>
      <AccordionPanel>
        <Loaded what="what has changed" loadable={brief} lines={3}>
          {(data: ReviewBrief) => (
            <BriefDetails modelRef={modelRef} brief={data} />
          )}
        </Loaded>
      </AccordionPanel>
    </Accordion>
  );
}
