import { Flex, Text } from '@backstage/ui';
import { ReactNode } from 'react';
import type { Loadable } from '../api';
import { explainError } from './explainError';
import { LoadingLines } from './LoadingLines';
import { LoadProblem } from './LoadProblem';

/** What a {@link Loaded} needs. */
export interface LoadedProps<T> {
  /** What is loaded, as in “Could not load …”. */
  what: string;
  loadable: Loadable<T>;
  /** How many lines the content will have, about. */
  lines?: number;
  children: (data: T) => ReactNode;
}

/**
 * Shows what is loaded, or that it is still loading, or why it cannot be had.
 *
 * @remarks
 *
 * What was there stays when it cannot be loaded again; a line says that it is old.
 */
export function Loaded<T>(props: LoadedProps<T>) {
  const { what, loadable, lines = 3, children } = props;
  const { data, error, retry } = loadable;
  if (data === undefined) {
    return error ? (
      <LoadProblem what={what} error={error} onRetry={retry} />
    ) : (
      <LoadingLines what={what} lines={lines} />
    );
  }
  return (
    <Flex direction="column" gap="3">
      {error && (
        <Text variant="body-small" color="warning" role="status">
          This could not be refreshed and may be out of date:{' '}
          {explainError(error)}
        </Text>
      )}
      {children(data)}
    </Flex>
  );
}
