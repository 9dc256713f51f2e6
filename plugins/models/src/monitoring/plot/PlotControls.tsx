import { ButtonIcon, Flex, Select, ToggleButton } from '@backstage/ui';
import {
  RiArrowLeftSLine,
  RiArrowRightSLine,
  RiTableLine,
  RiZoomInLine,
  RiZoomOutLine,
} from '@remixicon/react';
import { RECENT, RecentId, shift, zoom } from './range';
import { Comparison, PlotAddress } from './usePlotAddress';

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
  const { address, comparable } = props;
  const { range, recent, compare, isTable } = address;
  return (
    <Flex align="end" gap="2" style={{ flexWrap: 'wrap' }}>
      <Select
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
      {comparable.length > 0 && (
        <Select
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
      )}
      <ToggleButton
        size="small"
        isSelected={isTable}
        onChange={address.showTable}
        iconStart={<RiTableLine />}
      >
        As a table
      </ToggleButton>
    </Flex>
  );
}
