import { Text } from '@backstage/ui';
import { ModelEntity } from '@modelry/backstage-plugin-models-common';
import { CodeBlock, EmptyState } from '../frame';
import { SourceButtons } from './SourceButtons';

const OWNER_YAML = 'spec:\n  owner: group:default/your-team';

/**
 * Says that nobody answers for the model, and how to change that.
 *
 * @param props - `mayAssign` tells whether a button to do so stands beside.
 */
export function NoOwner(props: { entity: ModelEntity; mayAssign?: boolean }) {
  const { entity, mayAssign } = props;
  return (
    <EmptyState title="Nobody owns this model">
      <Text as="p" color="secondary">
        {mayAssign
          ? 'Assign the group or person that answers for it, or name them in the YAML of the model:'
          : 'Name the group or person that answers for it in the YAML of the model:'}
      </Text>
      <CodeBlock code={OWNER_YAML} label="YAML" />
      <SourceButtons entity={entity} />
    </EmptyState>
  );
}
