import { Flex, Text } from '@backstage/ui';
import { ReactNode } from 'react';

/**
 * Says that there is nothing yet, and what to do about it.
 *
 * @param props - `title` says what is not there, `children` the next step.
 */
export function EmptyState(props: { title: string; children: ReactNode }) {
  return (
    <Flex direction="column" gap="2" align="start">
      <Text weight="bold">{props.title}</Text>
      {props.children}
    </Flex>
  );
}
