import { Button, Flex, Text } from '@backstage/ui';
import { Review, ReviewBrief } from '@modelry/backstage-plugin-models-common';
import { useState } from 'react';
import { InfoCard, Loaded, LongText } from '../../frame';
import { Actor } from '../../ownership/Actor';
import { RelativeTime, usePresentStage } from '../../status';
import { ReasonDialog } from '../acts/ReasonDialog';
import { BriefDetails } from './BriefDetails';
import { Promote } from './Promote';
import { useBrief } from './useBrief';

/** Shows an open review: who asks for what, what has changed, and what is missing. */
export function ReviewPanel(props: {
  modelRef: string;
  review: Review;
  mayClose: boolean;
}) {
  const { modelRef, review, mayClose } = props;
  const { stage, version, note, openedBy, openedAt } = review;
  const present = usePresentStage();
  const brief = useBrief(modelRef, review.id);
  return (
    <InfoCard
      title={`Review of version ${version} for ${present(stage).label}`}
      headerActions={
        mayClose && <CloseReview modelRef={modelRef} review={review} />
      }
    >
      <Flex direction="column" gap="5">
        <Flex direction="column" gap="2">
          <Text as="div" variant="body-small" color="secondary">
            Opened by <Actor actor={openedBy} />, <RelativeTime at={openedAt} />
          </Text>
          {note && <LongText text={note} what="the note" />}
        </Flex>
        <Promote modelRef={modelRef} version={version} stage={stage} />
        <Flex direction="column" gap="3">
          <Text as="h4" weight="bold">
            What a reviewer should know
          </Text>
          <Loaded what="what has changed" loadable={brief} lines={4}>
            {(data: ReviewBrief) => (
              <BriefDetails modelRef={modelRef} brief={data} />
            )}
          </Loaded>
        </Flex>
      </Flex>
    </InfoCard>
  );
}

function CloseReview(props: { modelRef: string; review: Review }) {
  const { modelRef, review } = props;
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button size="small" variant="secondary" onPress={() => setOpen(true)}>
        Close the review
      </Button>
      <ReasonDialog
        title={`Close the review of version ${review.version}`}
        intro="The version stays in its stage, and what was decided stays in the record."
        submitLabel="Close it"
        problemTitle="The review was not closed"
        modelRef={modelRef}
        act={(client, reason) =>
          client.closeReview(modelRef, review.id, { reason })
        }
        done={() => `The review of version ${review.version} is closed`}
        isOpen={isOpen}
        onOpenChange={setOpen}
      />
    </>
  );
}
