import { Button, Flex, Select } from '@backstage/ui';
import {
  BoardFacets,
  SIGN_OFF_STATUSES,
} from '@modelry/backstage-plugin-models-common';
import { makeStyles } from '@material-ui/core/styles';
import {
  RISK_TIER_PRESENTATION,
  SIGN_OFF_PRESENTATION,
} from '../../status/presentations';
import { BoardFilters, HORIZONS, useBoardFilters } from './useBoardFilters';
import { useEntityNames } from './useEntityNames';

const useStyles = makeStyles({
  filters: {
    display: 'flex',
    flexWrap: 'wrap',
    '& > *': { flex: '1 1 9rem', maxWidth: '14rem' },
    alignItems: 'end',
    gap: 'var(--bui-space-3)',
  },
});

const ANY = '';

/** Lets a person narrow what the board shows. */
export function BoardFilterFields(props: {
  facets: BoardFacets;
  /** Filters that only some views understand. */
  more?: ReadonlyArray<'requirement' | 'status' | 'days'>;
}) {
  const { facets, more = [] } = props;
  const { isFiltered, clear } = useBoardFilters();
  const classes = useStyles();
  return (
    <div className={classes.filters} role="group" aria-label="Filters">
      <ModelFilters facets={facets} />
      {more.includes('requirement') && (
        <Filter
          name="requirement"
          label="Requirement"
          options={facets.requirements.map(option => ({
            ...option,
            label: option.title,
          }))}
        />
      )}
      {more.includes('status') && (
        <Filter
          name="status"
          label="Status"
          options={SIGN_OFF_STATUSES.map(value => ({
            value,
            label: SIGN_OFF_PRESENTATION[value].label,
          }))}
        />
      )}
      {more.includes('days') && <Horizon />}
      {isFiltered && (
        <Flex>
          <Button variant="tertiary" onPress={clear}>
            Clear the filters
          </Button>
        </Flex>
      )}
    </div>
  );
}

function ModelFilters(props: { facets: BoardFacets }) {
  const { facets } = props;
  const nameOf = useEntityNames(
    [...facets.owners, ...facets.systems].map(({ value }) => value),
  );
  return (
    <>
      <Filter
        name="owner"
        label="Owner"
        options={facets.owners.map(option => ({
          ...option,
          label: nameOf(option.value),
        }))}
      />
      <Filter
        name="system"
        label="System"
        options={facets.systems.map(option => ({
          ...option,
          label: nameOf(option.value),
        }))}
      />
      <Filter
        name="riskTier"
        label="Risk tier"
        options={facets.riskTiers.map(option => ({
          ...option,
          label: RISK_TIER_PRESENTATION[option.value].label,
        }))}
      />
    </>
  );
}

function Horizon() {
  const { filters } = useBoardFilters();
  const set = useSetter('days');
  return (
    <Select
      label="Expires within"
      options={HORIZONS.map(days => ({
        value: String(days),
        label: `${days} days`,
      }))}
      value={String(filters.days)}
      onChange={set}
    />
  );
}

function useSetter(name: keyof BoardFilters) {
  const { setFilter } = useBoardFilters();
  return (key: unknown) => setFilter(name, key ? String(key) : undefined);
}

function Filter(props: {
  name: Exclude<keyof BoardFilters, 'days'>;
  label: string;
  options: ReadonlyArray<{ value: string; label: string; count?: number }>;
}) {
  const { name, label, options } = props;
  const { filters } = useBoardFilters();
  const set = useSetter(name);
  const value = filters[name];
  const offered = options.map(({ count, ...option }) => ({
    value: option.value,
    label: count === undefined ? option.label : `${option.label} (${count})`,
  }));
  const isOffered = !value || options.some(option => option.value === value);
  return (
    <Select
      label={label}
      options={[
        { value: ANY, label: 'Any' },
        ...(isOffered ? [] : [{ value, label: value }]),
        ...offered,
      ]}
      value={value ?? ANY}
      onChange={set}
    />
  );
}
