import { Button, Flex, Text } from '@backstage/ui';

/** Loads what there was no room for in a list of decisions. */
export function RestOfDecision(props: {
  load: () => void;
  isLoading: boolean;
  error?: Error;
}) {
  const { load, isLoading, error } = props;
  return (
    <Flex align="center" gap="2">
      <Button
        size="small"
        variant="secondary"
        loading={isLoading}
        onPress={load}
      >
        Show the whole comment and the evidence
      </Button>
      {error && (
        <Text role="alert" variant="body-small" color="danger">
          It could not be loaded: {error.message}
        </Text>
      )}
    </Flex>
  );
}
