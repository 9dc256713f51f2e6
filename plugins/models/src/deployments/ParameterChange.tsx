import { Text } from '@backstage/ui';
import { ModelVersion } from '@modelry/backstage-plugin-models-common';
import { compareParameters } from './compareParameters';

/** Says which parameters of two versions differ; nothing when neither tells any. */
export function ParameterChange(props: {
  before: ModelVersion | undefined;
  after: ModelVersion | undefined;
}) {
  const { changed, same } = compareParameters(props.before, props.after);
  if (changed.length === 0 && same === 0) {
    return null;
  }
  return (
    <div>
      {changed.length > 0 && (
        <ul aria-label="Parameters that changed">
          {changed.map(({ name, before, after }) => (
            <li key={name}>
              <Text style={{ overflowWrap: 'anywhere' }}>
                {name}: {before ?? 'not told'} → {after ?? 'not told'}
              </Text>
            </li>
          ))}
        </ul>
      )}
      <Text as="p" variant="body-small" color="secondary">
        {describeSame(same, changed.length)}
      </Text>
    </div>
  );
}

function describeSame(same: number, changed: number): string {
  if (same === 0) {
    return 'No parameter is as it was.';
  }
  const many = same === 1 ? '1 parameter is' : `${same} parameters are`;
  return changed === 0
    ? `All parameters are as they were (${same}).`
    : `${many} as before.`;
}
