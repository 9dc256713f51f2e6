import {
  Accordion,
  AccordionPanel,
  AccordionTrigger,
  Flex,
  Text,
  ToggleButton,
} from '@backstage/ui';
import {
  FLEET_TREND_DAYS,
  FleetFilter,
  isFiltering,
} from '@modelry/backstage-plugin-models-common';
import { RiTableLine } from '@remixicon/react';
import { useMemo, useState } from 'react';
import { useLifecycle } from '../../api';
import { EmptyState, Loaded } from '../../frame';
import { usePresentStage } from '../../status/stages';
import { useKept } from '../page/useKept';
import { TrendDay, chartsOf, stagesIn } from './charts';
import { describeChange, describeDay } from './describeTrend';
import { TrendPlots } from './TrendPlots';
import { TrendTable } from './TrendTable';
import { useFleetTrend } from './useFleetTrend';

/** So many days make a line. */
const FEWEST_DAYS = 2;

/**
 * Shows how the models of the list were on each of the last days; folded, in one line.
 * Whether it is folded is kept for the person.
 */
export function FleetTrend(props: { filter: FleetFilter }) {
  const { filter } = props;
  const trend = useFleetTrend(filter);
  const { kept, keepInPassing } = useKept('trend-open');
  const days = trend.data?.days ?? [];
  return (
    <Accordion isExpanded={kept === true} onExpandedChange={keepInPassing}>
      <AccordionTrigger
        title={
          isFiltering(filter)
            ? 'Trend of the models that match'
            : `Trend of the last ${FLEET_TREND_DAYS} days`
        }
        subtitle={days.length >= FEWEST_DAYS ? describeChange(days) : undefined}
      />
      <AccordionPanel>
        <Loaded what="the trend" loadable={trend} lines={6}>
          {data =>
            data.days.length < FEWEST_DAYS ? (
              <NoTrend />
            ) : (
              <Trend days={data.days} filter={filter} />
            )
          }
        </Loaded>
      </AccordionPanel>
    </Accordion>
  );
}

function NoTrend() {
  return (
    <EmptyState title="No trend yet">
      <Text as="p" variant="body-small" color="secondary">
        How the models are is recorded once a day. The lines begin on the second
        day of which there is a record.
      </Text>
    </EmptyState>
  );
}

function Trend(props: { days: readonly TrendDay[]; filter: FleetFilter }) {
  const { days, filter } = props;
  const { lifecycle } = useLifecycle();
  const presentStage = usePresentStage();
  const [isTable, setTable] = useState(false);
  const stages = useMemo(() => stagesIn(days, lifecycle), [days, lifecycle]);
  const nameStage = (stage: string) => presentStage(stage).label;
  return (
    <Flex direction="column" gap="3">
      {isTable ? (
        <TrendTable {...{ days, stages, nameStage }} />
      ) : (
        <TrendPlots
          days={days}
          charts={chartsOf(days, { lifecycle, nameStage })}
          describe={day => describeDay(day, nameStage, stages)}
        />
      )}
      <Flex align="center" justify="between" gap="3">
        <Text variant="body-small" color="secondary">
          {isFiltering(filter)
            ? 'Of the models that the filters let through today, also for the days before. '
            : ''}
          Recorded daily, in UTC.
        </Text>
        <ToggleButton
          size="small"
          isSelected={isTable}
          onChange={setTable}
          iconStart={<RiTableLine />}
        >
          As a table
        </ToggleButton>
      </Flex>
    </Flex>
  );
}
