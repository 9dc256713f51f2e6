import { Alert, Button } from '@backstage/ui';
import { Changes } from './whatChanged';

/** Says what happened while a person was deciding; what they wrote stays. */
export function MeanwhileNotice(props: {
  changes: Changes;
  onAdopt: () => void;
}) {
  const { sentences, isOther } = props.changes;
  if (sentences.length === 0) {
    return null;
  }
  return (
    <Alert
      role="status"
      status="warning"
      icon
      title="Something happened while this was open"
      description={`${sentences.join('. ')}. What you wrote is kept.`}
      customActions={
        isOther && (
          <Button size="small" variant="secondary" onPress={props.onAdopt}>
            Show how it is now
          </Button>
        )
      }
    />
  );
}
