import { ButtonIcon, Select, ToggleButton } from '@backstage/ui';
import {
  RiArrowLeftSLine,
  RiArrowRightSLine,
  RiTableLine,
  RiZoomInLine,
  RiZoomOutLine,
} from '@remixicon/react';
import { RECENT, RecentId, shift, zoom } from './range';
import { Comparison, PlotAddress } from './usePlotAddress';
import { usePlotStyles } from './usePlotStyles';

const STEPS = [
  { label: 'Earlier', icon: <RiArrowLeftSLine />, to: -0.5, zoomed: undefined },
  { label: 'Later', icon: <RiArrowRightSLine />, to: 0.5, zoomed: undefined },
  { label: 'Zoom in', icon: <RiZoomInLine />, to: 0, zoomed: 0.5 },
  { label: 'Zoom out', icon: <RiZoomOutLine />, to: 0, zoomed: 2 },
];

const COMPARISONS: Record<Comparison, string> = {
  versions: 'Versions',
  environments: 'Environments',
};

/** Chooses what a plot shows. */
export function PlotControls(props: {
  address: PlotAddress;
  /** What there is more than one of. */
  comparable: readonly Comparison[];
}) {
  const { address } = props;
  const { range, isTable } = address;
  const classes = usePlotStyles();
  return (
    <div className={classes.controls}>
      <TimeChoice address={address} />
      {STEPS.map(({ label, icon, to, zoomed }) => (
        <ButtonIcon
          key={label}
          size="small"
          variant="secondary"
          aria-label={label}
          icon={icon}
          onPress={() =>
            address.showRange(
              zoomed === undefined ? shift(range, to) : zoom(range, zoomed),
            )
          }
        />
      ))}
      <ComparisonChoice {...props} />
      <ToggleButton
        size="small"
        isSelected={isTable}
        onChange={address.showTable}
        iconStart={<RiTableLine />}
      >
        As a table
      </ToggleButton>
    </div>
  );
}

function TimeChoice(props: { address: PlotAddress }) {
  const { address } = props;
  const { recent } = address;
  const classes = usePlotStyles();
  return (
    <Select
      className={classes.choice}
      label="Time"
      size="small"
      options={[
        ...RECENT.map(({ id, label }) => ({
          value: id,
          label: `Last ${label}`,
        })),
        ...(recent ? [] : [{ value: 'other', label: 'As zoomed' }]),
      ]}
      value={recent ?? 'other'}
      onChange={value => {
        const chosen = RECENT.find(({ id }) => id === value);
        if (chosen) {
          address.showRecent(chosen.id satisfies RecentId);
        }
      }}
    />
  );
}

function ComparisonChoice(props: {
  address: PlotAddress;
  comparable: readonly Comparison[];
}) {
  const { address, comparable } = props;
  const { compare } = address;
  const classes = usePlotStyles();
  return comparable.length > 0 ? (
    <Select
      className={classes.choice}
      label="Compare"
      size="small"
      options={[
        { value: 'nothing', label: 'Nothing' },
        ...comparable.map(value => ({ value, label: COMPARISONS[value] })),
      ]}
      value={compare && comparable.includes(compare) ? compare : 'nothing'}
      onChange={value =>
        address.showComparison(comparable.find(one => one === value))
      }
    />
  ) : null;
}
