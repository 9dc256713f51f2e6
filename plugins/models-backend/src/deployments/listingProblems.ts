import { SourceProblem } from '@modelry/backstage-plugin-models-common';
import { DeploymentKey } from './deployments';
import { WatchedRow } from './unseenDeployments';

/** That not all of a part of a source could be recorded. */
export function unrecordedProblems(
  modelRefs: readonly string[],
  scope: string,
): SourceProblem[] {
  const [first] = modelRefs;
  if (!first) {
    return [];
  }
  const more = modelRefs.length > 1 ? ` and ${modelRefs.length - 1} more` : '';
  return [
    {
      message: `What runs of '${first}'${more} in '${scope}' could not be recorded.`,
      remedy:
        'The log of the backend says why. What was known of it becomes unknown, and is not taken for gone.',
    },
  ];
}

/** That others list the same deployments. */
export function claimProblems(
  others: readonly WatchedRow[],
  scope: string,
): SourceProblem[] {
  const [first] = others;
  if (!first) {
    return [];
  }
  const more = others.length > 1 ? ` and ${others.length - 1} more` : '';
  return [
    {
      message: `'${first.name}' of '${first.model_ref}' in '${first.environment}'${more} is listed in '${scope}', and by '${first.source}' in '${first.scope}' before.`,
      remedy:
        'It stays with who listed it first, as long as that one does. Give deployments names of their own, or let one of the two leave it out.',
    },
  ];
}

/** That a part of a source lists deployments more than once. */
export function twiceProblems(
  twice: readonly DeploymentKey[],
  scope: string,
): SourceProblem[] {
  const [first] = twice;
  if (!first) {
    return [];
  }
  const { name, modelRef, environment } = first;
  const more = twice.length > 1 ? ` and ${twice.length - 1} more` : '';
  return [
    {
      message: `'${name}' of '${modelRef}' in '${environment}'${more} is listed more than once in '${scope}'.`,
      remedy:
        'The last one counts. Give deployments names of their own, or roles that tell them apart.',
    },
  ];
}
