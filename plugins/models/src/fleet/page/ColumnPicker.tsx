import {
  Button,
  Checkbox,
  CheckboxGroup,
  DialogTrigger,
  Flex,
  Popover,
} from '@backstage/ui';
import { RiLayoutColumnLine } from '@remixicon/react';
import { FLEET_COLUMNS, USUAL_COLUMNS } from './fleetColumns';

/** Lets a person choose which columns the list of models has. */
export function ColumnPicker(props: {
  columns: readonly string[];
  onChange: (columns: readonly string[]) => void;
}) {
  const { columns, onChange } = props;
  return (
    <DialogTrigger>
      <Button
        size="small"
        variant="secondary"
        iconStart={<RiLayoutColumnLine size={16} />}
      >
        Columns
      </Button>
      <Popover placement="bottom end">
        <Flex direction="column" gap="3">
          <CheckboxGroup
            label="Columns"
            value={[...columns]}
            onChange={onChange}
          >
            {FLEET_COLUMNS.filter(({ isFixed }) => !isFixed).map(
              ({ id, label }) => (
                <Checkbox key={id} value={id}>
                  {label}
                </Checkbox>
              ),
            )}
          </CheckboxGroup>
          <Button
            size="small"
            variant="secondary"
            onPress={() => onChange(USUAL_COLUMNS)}
          >
            Show the usual ones
          </Button>
        </Flex>
      </Popover>
    </DialogTrigger>
  );
}
