import {
  FleetFacet,
  FleetFacets,
  FleetFilter,
  NO_VALUE,
  modelSignOffStatusSchema,
  monitoringStatusSchema,
  riskTierSchema,
} from '@modelry/backstage-plugin-models-common';
import { useEntityNames } from '../../governance/board/useEntityNames';
import {
  MONITORING_PRESENTATION,
  RISK_TIER_PRESENTATION,
  SIGN_OFF_PRESENTATION,
} from '../../status/presentations';
import { usePresentStage } from '../../status/stages';
import { FACET_FACTS } from './facets';

/** Says how the value of a facet is called. */
export type LabelOf = (facet: FleetFacet, value: string) => string;

/** Finds out how the values of all facets are called, owners and systems by their names. */
export function useFacetLabels(
  facets: FleetFacets['facets'] | undefined,
  filter: FleetFilter,
): LabelOf {
  const presentStage = usePresentStage();
  const refs = [
    ...(facets ? [...facets.owner, ...facets.system] : []).map(
      ({ value }) => value,
    ),
    ...filter.owner,
    ...filter.system,
  ].filter(value => value !== NO_VALUE);
  const nameOf = useEntityNames([...new Set(refs)].sort());
  return (facet, value) => {
    if (value === NO_VALUE) {
      return FACET_FACTS.find(one => one.facet === facet)?.none ?? value;
    }
    switch (facet) {
      case 'owner':
      case 'system':
        return nameOf(value);
      case 'stage':
        return presentStage(value).label;
      case 'riskTier':
        return RISK_TIER_PRESENTATION[riskTierSchema.parse(value)].label;
      case 'monitoring':
        return MONITORING_PRESENTATION[monitoringStatusSchema.parse(value)]
          .label;
      case 'signOff':
        return SIGN_OFF_PRESENTATION[modelSignOffStatusSchema.parse(value)]
          .label;
      default:
        return value;
    }
  };
}
