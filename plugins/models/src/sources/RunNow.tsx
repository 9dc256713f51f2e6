import { Button, Text } from '@backstage/ui';
import { ModelSource } from '@modelry/backstage-plugin-models-common';
import { explainError } from '../frame/explainError';
import { useRunSource } from './useSources';

/** Starts a source before its time, for whoever may. */
export function RunNow(props: { source: ModelSource }) {
  const { source } = props;
  const { mutate, isPending, error } = useRunSource(source);
  if (!source.canRunNow) {
    return null;
  }
  return (
    <>
      <Button
        size="small"
        variant="secondary"
        aria-label={`Run ${source.title} now`}
        isDisabled={isPending || source.status === 'running'}
        onPress={() => mutate()}
      >
        Run now
      </Button>
      {error && (
        <Text as="div" variant="body-small" color="danger" role="alert">
          {explainError(error)}
        </Text>
      )}
    </>
  );
}
