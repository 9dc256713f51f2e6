import { Alert, Button } from '@backstage/ui';
import { explainError } from './explainError';

/**
 * Says that something could not be loaded and why, and offers to try again.
 *
 * @param props - `what` completes the sentence “Could not load …”.
 */
export function LoadProblem(props: {
  what: string;
  error: Error;
  onRetry: () => void;
}) {
  return (
    <Alert
      role="alert"
      status="danger"
      icon
      title={`Could not load ${props.what}`}
      description={explainError(props.error)}
      customActions={
        <Button size="small" variant="secondary" onPress={props.onRetry}>
          Try again
        </Button>
      }
    />
  );
}
