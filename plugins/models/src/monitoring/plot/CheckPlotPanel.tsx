import { Flex, Text } from '@backstage/ui';
import {
  Check,
  DeploymentChange,
} from '@modelry/backstage-plugin-models-common';
import { Duration } from 'luxon';
import { useMemo } from 'react';
import { useModelOverview, useRecordPages } from '../../api';
import { Loaded } from '../../frame';
import { RelativeTime } from '../../status';
import { nameCheck } from '../describe';
import { ResultsList } from '../ResultsList';
import { CheckPlot } from './CheckPlot';
import { PlotControls } from './PlotControls';
import { Mark, marksOf } from './markers';
import { SeriesTable } from './SeriesTable';
import { LINE_STYLES } from './usePlotStyles';
import { PlotAddress, usePlotAddress } from './usePlotAddress';
import { LineRequest, useSeries } from './useSeries';
import { useWidth } from './useWidth';

const SHOWN_CHANGES = 200;

/** As many stretches of time as somebody reads one by one. */
const MAX_TABLE_ROWS = 40;

/** Shows the history of a check, as a picture or as a table. */
export function CheckPlotPanel(props: {
  modelRef: string;
  check: Check;
  /** All checks of the model, to compare with those of the same name. */
  checks: readonly Check[];
}) {
  const { modelRef, check, checks } = props;
  const address = usePlotAddress();
  const { ref, width } = useWidth();
  const alike = checks.filter(one => one.check === check.check);
  const whole = lineOf(check);
  const base = useSeries({
    ...{ modelRef, lines: [whole], range: address.range },
    points: pointsFor(width, 1),
  });
  const versions = base.data?.[0]?.series.versions ?? [];
  const lines = linesToShow({ address, whole, alike, versions });
  return (
    <Flex direction="column" gap="3">
      <PlotControls
        address={address}
        comparable={[
          ...(versions.length > 1 ? (['versions'] as const) : []),
          ...(alike.length > 1 ? (['environments'] as const) : []),
        ]}
      />
      <div ref={ref}>
        <History
          {...{ modelRef, check, lines, address, width }}
          name={nameCheck(check)}
        />
      </div>
      {address.isTable && (
        <>
          <Text as="p" weight="bold">
            Single results of all times
          </Text>
          <ResultsList modelRef={modelRef} check={check} />
        </>
      )}
      <Remarks check={check} />
    </Flex>
  );
}

function Remarks({ check }: { check: Check }) {
  return (
    <>
      {check.thresholdChangedAt && (
        <Text as="p" variant="body-small" color="secondary">
          Another threshold was first applied{' '}
          <RelativeTime at={check.thresholdChangedAt} />. Results from before
          are shown as they were judged then.
        </Text>
      )}
      <Text as="p" variant="body-small" color="secondary">
        Counts as stale when nothing is heard of it within{' '}
        {Duration.fromISO(check.allowedSilence).toHuman()}.
      </Text>
    </>
  );
}

function History(props: {
  modelRef: string;
  check: Check;
  name: string;
  lines: readonly LineRequest[];
  address: PlotAddress;
  width: number;
}) {
  const { modelRef, check, name, lines, address, width } = props;
  const { range, showRange, isTable } = address;
  const loadable = useSeries({
    ...{ modelRef, lines, range },
    points: isTable
      ? Math.ceil(MAX_TABLE_ROWS / lines.length)
      : pointsFor(width, lines.length),
  });
  const marks = useMarks(modelRef, check);
  return (
    <Loaded what="the history" loadable={loadable} lines={6}>
      {loaded => {
        if (!loaded.some(({ series }) => series.points.length > 0)) {
          return (
            <Text as="p" color="secondary">
              Nothing was observed in this time. Choose a longer or an earlier
              one.
            </Text>
          );
        }
        return isTable ? (
          <SeriesTable name={name} lines={loaded} />
        ) : (
          <CheckPlot
            name={name}
            lines={loaded}
            range={range}
            marks={marks}
            width={width}
            onRange={showRange}
          />
        );
      }}
    </Loaded>
  );
}

function useMarks(modelRef: string, { environment }: Check): Mark[] {
  const versions = useModelOverview(modelRef).data?.lifecycle.versions;
  const { data: changes, loadMore } = useRecordPages<DeploymentChange>({
    modelRef,
    list: ['deployment-changes', 'plotted', environment ?? ''],
    load: (client, cursor) =>
      client.listDeploymentChanges(modelRef, {
        environment,
        cursor,
        limit: SHOWN_CHANGES,
      }),
  });
  const isWhole = loadMore === undefined;
  return useMemo(
    () => marksOf(versions ?? [], changes ?? [], isWhole),
    [versions, changes, isWhole],
  );
}

// Never more points than there are pixels, and room to tell them apart.
function pointsFor(width: number, lines: number): number {
  return Math.max(20, Math.min(1_000, Math.floor(width / 2 / lines)));
}

function lineOf({ check, environment }: Check): LineRequest {
  return {
    label: environment ?? 'Any environment',
    check,
    ...(environment && { environment }),
  };
}

function linesToShow(options: {
  address: PlotAddress;
  whole: LineRequest;
  alike: readonly Check[];
  versions: readonly string[];
}): LineRequest[] {
  const { address, whole, alike, versions } = options;
  if (address.compare === 'versions' && versions.length > 1) {
    return versions
      .slice(-LINE_STYLES.length)
      .map(version => ({ ...whole, label: `Version ${version}`, version }));
  }
  if (address.compare === 'environments' && alike.length > 1) {
    return alike.slice(0, LINE_STYLES.length).map(lineOf);
  }
  return [whole];
}
