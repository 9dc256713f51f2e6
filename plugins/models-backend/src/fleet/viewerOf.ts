import { BackstageCredentials } from '@backstage/backend-plugin-api';
import {
  ModelViewer,
  modelsCheckRetirePermission,
  modelsIncidentHandlePermission,
  modelsReviewDecidePermission,
  modelsReviewOpenPermission,
  modelsStageMovePermission,
} from '@modelry/backstage-plugin-models-common';
import { ModelAccess } from '../kind/ModelAccess';

const ASKED = [
  modelsReviewOpenPermission,
  modelsReviewDecidePermission,
  modelsStageMovePermission,
  modelsIncidentHandlePermission,
  modelsCheckRetirePermission,
];

/** What the caller may do with a model, so that no page offers what would be refused. */
export async function viewerOf(
  access: ModelAccess,
  asking: { modelRef: string; credentials: BackstageCredentials },
): Promise<ModelViewer> {
  const permitted = await access.mayEach({ ...asking, permissions: ASKED });
  return {
    mayOpenReviews: permitted.has(modelsReviewOpenPermission.name),
    mayDecide: permitted.has(modelsReviewDecidePermission.name),
    mayMoveVersions: permitted.has(modelsStageMovePermission.name),
    mayHandleIncidents: permitted.has(modelsIncidentHandlePermission.name),
    mayRetireChecks: permitted.has(modelsCheckRetirePermission.name),
  };
}
