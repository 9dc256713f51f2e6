import { ReactNode } from 'react';
import { InfoCard } from './InfoCard';
import { Loaded, LoadedProps } from './Loaded';

/**
 * A card of the model page about one facet of the model.
 *
 * @param props - those of {@link Loaded}, and the title and the foot of the card.
 */
export function FacetCard<T>(
  props: LoadedProps<T> & {
    title: string;
    footer?: (data: T) => ReactNode;
  },
) {
  const { title, footer, ...loaded } = props;
  const { data } = loaded.loadable;
  return (
    <InfoCard
      title={title}
      footerActions={data !== undefined && footer?.(data)}
    >
      <Loaded {...loaded} />
    </InfoCard>
  );
}
