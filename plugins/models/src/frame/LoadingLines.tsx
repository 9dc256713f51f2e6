import { Flex, Skeleton, VisuallyHidden } from '@backstage/ui';

/**
 * Holds the place of content that is loading.
 *
 * @param props - `lines` of about the height that the content will have.
 */
export function LoadingLines(props: { what: string; lines: number }) {
  return (
    <Flex direction="column" gap="3" aria-busy="true" role="status">
      <VisuallyHidden>Loading {props.what}</VisuallyHidden>
      {Array.from({ length: props.lines }, (_, line) => (
        <Skeleton
          key={line}
          height={20}
          width={line % 3 === 2 ? '55%' : '100%'}
        />
      ))}
    </Flex>
  );
}
