import { Alert } from '@backstage/ui';
import { explainError, isUnanswered, withoutField } from '../../frame';
import { isConflict } from './useAct';

/**
 * Says why an act was not recorded, and what to do.
 *
 * @param props - `title` says what was not done.
 */
export function ActProblem(props: { error: Error; title: string }) {
  const { error, title } = props;
  if (isUnanswered(error)) {
    return (
      <Alert
        role="alert"
        status="danger"
        icon
        title="The portal did not answer"
        description="Whether it was recorded is not known. What you wrote is still here. When the portal is back, look at the history of the model, or send it again."
      />
    );
  }
  return isConflict(error) ? (
    <Alert
      role="alert"
      status="warning"
      icon
      title="This has changed since you opened it"
      description={`${withoutFullStop(
        withoutField(explainError(error)),
      )}. What you see here is how it is now: check it, then send it again.`}
    />
  ) : (
    <Alert
      role="alert"
      status="danger"
      icon
      title={title}
      description={explainError(error)}
    />
  );
}

function withoutFullStop(text: string): string {
  return text.replace(/\.$/, '');
}
