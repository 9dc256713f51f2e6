import { Alert } from '@backstage/ui';
import { explainError } from '../frame';
import { isConflict } from './useDecide';

/** Says why a decision was not recorded, and what to do. */
export function DecideProblem(props: { error: Error }) {
  const { error } = props;
  return isConflict(error) ? (
    <Alert
      role="alert"
      status="warning"
      icon
      title="This has changed since you opened it"
      description={`${explainError(
        error,
      )}. What you see here is how it is now: check it, then send your decision again.`}
    />
  ) : (
    <Alert
      role="alert"
      status="danger"
      icon
      title="The decision was not recorded"
      description={explainError(error)}
    />
  );
}
