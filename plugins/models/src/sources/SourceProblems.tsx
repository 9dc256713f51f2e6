import { Alert, Button, Flex } from '@backstage/ui';
import { ModelSource } from '@modelry/backstage-plugin-models-common';
import { useState } from 'react';
import { problemsOf } from './describeRun';

/** So many of one source leave the others, and the table, in sight. */
const SHOWN_AT_FIRST = 3;

/** What is wrong with sources, and what to do about each. */
export function SourceProblems(props: { sources: ModelSource[] }) {
  return (
    <Flex direction="column" gap="3" align="stretch">
      {props.sources.map(source => (
        <ProblemsOf key={source.id} source={source} />
      ))}
    </Flex>
  );
}

function ProblemsOf(props: { source: ModelSource }) {
  const { source } = props;
  const [showsAll, setShowsAll] = useState(false);
  const problems = problemsOf(source);
  const shown = showsAll ? problems : problems.slice(0, SHOWN_AT_FIRST);
  const more = problems.length - shown.length;
  return (
    <>
      {shown.map(({ message, remedy }, index) => (
        <Alert
          key={`${source.id} ${index}`}
          status={source.status === 'incomplete' ? 'warning' : 'danger'}
          icon
          title={`${source.title}: ${message}`}
          description={remedy}
        />
      ))}
      {more > 0 && (
        <Button
          size="small"
          variant="secondary"
          style={{ alignSelf: 'start' }}
          onPress={() => setShowsAll(true)}
        >
          {`Show ${more} more ${more === 1 ? 'problem' : 'problems'} of ${
            source.title
          }`}
        </Button>
      )}
    </>
  );
}
