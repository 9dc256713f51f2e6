import { Text } from '@backstage/ui';
import { useDependants } from './useDependants';

/** Says how many things depend on the model, whose owners are told. */
export function DependantsLine(props: { modelRef: string }) {
  const { data } = useDependants(props.modelRef);
  if (!data) {
    return null;
  }
  const owners = new Set(data.flatMap(({ owner }) => owner ?? []));
  return (
    <Text as="p" variant="body-small" color="secondary">
      {data.length === 0
        ? 'Nothing that you may see depends on this model.'
        : `${count(
            data.length,
            'thing depends',
            'things depend',
          )} on this model; ${
            owners.size === 0
              ? 'nobody owns it, so nobody is told'
              : `${count(owners.size, 'owner is', 'owners are')} told`
          }.`}
    </Text>
  );
}

function count(number: number, one: string, many: string): string {
  return number === 1 ? `1 ${one}` : `${number} ${many}`;
}
