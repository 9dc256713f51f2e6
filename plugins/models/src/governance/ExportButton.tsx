import { useApi } from '@backstage/core-plugin-api';
import { Button, Flex, Text } from '@backstage/ui';
import { makeStyles } from '@material-ui/core/styles';
import { RiDownloadLine } from '@remixicon/react';
import { useMutation } from '@tanstack/react-query';
import { modelsApiRef } from '../api';
import { explainError } from '../frame';
import { saveFile } from './saveFile';

/** A file to save, and what must be known about it. */
export interface ExportedFile {
  name: string;
  type: string;
  content: string;
  note?: string;
}

const useStyles = makeStyles({ button: { flexShrink: 0 } });

/**
 * Saves something as a file, and says why when that fails.
 *
 * @param props - `make` makes the file; what it says as `note` stands beside the button
 *   once the file is saved.
 */
export function ExportButton(props: {
  label: string;
  make: () => Promise<ExportedFile>;
}) {
  const { cache } = useApi(modelsApiRef);
  const classes = useStyles();
  const { mutate, data, isPending, error } = useMutation(
    { mutationFn: props.make, onSuccess: saveFile },
    cache,
  );
  return (
    <Flex align="center" gap="3" className={classes.button}>
      {error && (
        <Text variant="body-small" color="danger" role="alert">
          Could not export: {explainError(error)}
        </Text>
      )}
      {data?.note && (
        <Text variant="body-small" role="status">
          {data.note}
        </Text>
      )}
      <Button
        size="small"
        variant="secondary"
        iconStart={<RiDownloadLine />}
        isPending={isPending}
        onPress={() => mutate()}
      >
        {props.label}
      </Button>
    </Flex>
  );
}
