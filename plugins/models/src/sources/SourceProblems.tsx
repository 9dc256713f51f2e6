import { Alert, Flex } from '@backstage/ui';
import { ModelSource } from '@modelry/backstage-plugin-models-common';
import { problemsOf } from './describeRun';

/** What is wrong with sources, and what to do about each. */
export function SourceProblems(props: { sources: ModelSource[] }) {
  return (
    <Flex direction="column" gap="3" align="stretch">
      {props.sources.flatMap(source =>
        problemsOf(source).map(({ message, remedy }, index) => (
          <Alert
            key={`${source.id} ${index}`}
            status={source.status === 'incomplete' ? 'warning' : 'danger'}
            icon
            title={`${source.title}: ${message}`}
            description={remedy}
          />
        )),
      )}
    </Flex>
  );
}
