import { Button, Flex } from '@backstage/ui';
import { FleetFacets } from '@modelry/backstage-plugin-models-common';
import useMediaQuery from '@material-ui/core/useMediaQuery';
import { makeStyles } from '@material-ui/core/styles';
import { RiFilterLine } from '@remixicon/react';
import { useId, useState } from 'react';
import { Loadable } from '../../api';
import { ExportModels } from '../ExportModels';
import { FleetTrend } from '../trend/FleetTrend';
import { ViewsMenu } from '../views/ViewsMenu';
import { FleetFilters } from './FleetFilters';
import { FleetModels } from './FleetModels';
import { FleetSearch } from './FleetSearch';
import { FleetTiles } from './FleetTiles';
import { useChosenColumns } from './useChosenColumns';
import { useFleetFacets } from './useFleet';
import { FleetNavigation, useFleetAddress } from './useFleetAddress';

const useStyles = makeStyles({
  page: {
    display: 'grid',
    gap: 'var(--bui-space-4)',
    gridTemplateColumns: 'minmax(0, 1fr)',
    alignItems: 'start',
  },
  beside: { gridTemplateColumns: '15rem minmax(0, 1fr)' },
});

/** All models: how they do, and a list that can be filtered, sorted and selected from. */
export function FleetPage() {
  const navigation = useFleetAddress();
  const facets = useFleetFacets(navigation.address.filter);
  return (
    <Flex direction="column" gap="4">
      <FleetTiles facets={facets.data} navigation={navigation} />
      <FleetTrend filter={navigation.address.filter} />
      <FilteredModels facets={facets} navigation={navigation} />
    </Flex>
  );
}

function FilteredModels(props: {
  facets: Loadable<FleetFacets>;
  navigation: FleetNavigation;
}) {
  const { facets, navigation } = props;
  const hasRoomBeside = useMediaQuery('(min-width: 1024px)');
  const isWide = useMediaQuery('(min-width: 1400px)');
  const [columns, setColumns] = useChosenColumns();
  const [isChosenOpen, setOpen] = useState<boolean>();
  const isOpen = isChosenOpen ?? isWide;
  const filtersId = useId();
  const classes = useStyles();
  return (
    <>
      <Flex align="center" gap="3" style={{ flexWrap: 'wrap' }}>
        <Button
          variant="secondary"
          iconStart={<RiFilterLine size={16} />}
          aria-expanded={isOpen}
          aria-controls={filtersId}
          onPress={() => setOpen(!isOpen)}
        >
          Filters
        </Button>
        <ViewsMenu {...{ navigation, columns, setColumns }} />
        <FleetSearch navigation={navigation} />
        <ExportModels filter={navigation.address.filter} />
      </Flex>
      <div
        className={`${classes.page} ${
          isOpen && hasRoomBeside ? classes.beside : ''
        }`}
      >
        <div id={filtersId} hidden={!isOpen}>
          {isOpen && <FleetFilters facets={facets} navigation={navigation} />}
        </div>
        <FleetModels {...{ navigation, columns, setColumns }} />
      </div>
    </>
  );
}
