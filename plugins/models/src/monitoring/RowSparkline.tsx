import { Check } from '@modelry/backstage-plugin-models-common';
import { Sparkline } from './Sparkline';
import { nameCheck } from './describe';
import { recentEnd } from './plot/range';
import { useSeries } from './plot/useSeries';

const DAYS_MS = 30 * 24 * 3_600_000;
const POINTS = 40;

/** Draws the last weeks of a check; nothing when there is too little to draw. */
export function RowSparkline(props: { modelRef: string; check: Check }) {
  const { modelRef, check } = props;
  const to = recentEnd(5);
  const name = nameCheck(check);
  const { data } = useSeries({
    modelRef,
    lines: [
      {
        label: name,
        check: check.check,
        ...(check.environment && { environment: check.environment }),
      },
    ],
    range: { from: to - DAYS_MS, to },
    points: POINTS,
  });
  const points = data?.[0]?.series.points ?? [];
  return <Sparkline name={name} points={points} unit={check.latest.unit} />;
}
