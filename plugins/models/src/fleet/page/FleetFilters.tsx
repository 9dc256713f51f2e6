import { Button, Flex } from '@backstage/ui';
import {
  FleetFacet,
  FleetFacets,
  isFiltering,
} from '@modelry/backstage-plugin-models-common';
import { Loadable } from '../../api';
import { Loaded } from '../../frame';
import { CountedCheckbox } from './CountedCheckbox';
import { FacetFilter, FacetOption } from './FacetFilter';
import { FACET_FACTS } from './facets';
import { NO_FILTER, withValues } from './fleetAddress';
import { LabelOf, useFacetLabels } from './useFacetLabels';
import { FleetNavigation } from './useFleetAddress';

/** Lets a person choose which models are listed. */
export function FleetFilters(props: {
  facets: Loadable<FleetFacets>;
  navigation: FleetNavigation;
}) {
  const { facets, navigation } = props;
  const { address, setFilter } = navigation;
  const { filter } = address;
  const labelOf = useFacetLabels(facets.data?.facets, filter);
  return (
    <Flex direction="column" gap="3" role="group" aria-label="Filters">
      <CountedCheckbox
        label="My models"
        count={facets.data?.mine}
        isSelected={filter.mine === 'true'}
        onChange={isMine =>
          setFilter({ ...filter, mine: isMine ? 'true' : undefined })
        }
      />
      <Loaded what="what can be filtered by" loadable={facets} lines={12}>
        {data => (
          <>
            {FACET_FACTS.map(({ facet, title, isFolded }) => (
              <FacetFilter
                key={facet}
                title={title}
                isFolded={isFolded}
                options={optionsOf(facet, data, filter[facet], labelOf)}
                chosen={filter[facet]}
                onChange={values =>
                  setFilter(withValues(filter, facet, values))
                }
              />
            ))}
          </>
        )}
      </Loaded>
      {isFiltering(filter) && (
        <Button
          size="small"
          variant="secondary"
          onPress={() => setFilter(NO_FILTER)}
        >
          Clear the filters
        </Button>
      )}
    </Flex>
  );
}

// What is chosen stays although no model has it any more.
function optionsOf(
  facet: FleetFacet,
  { facets }: FleetFacets,
  chosen: readonly string[],
  labelOf: LabelOf,
): FacetOption[] {
  const counted = new Set(facets[facet].map(({ value }) => value));
  return [
    ...facets[facet],
    ...chosen
      .filter(value => !counted.has(value))
      .map(value => ({ value, count: 0 })),
  ].map(option => ({ ...option, label: labelOf(facet, option.value) }));
}
