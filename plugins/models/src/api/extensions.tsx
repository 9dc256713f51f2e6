import {
  ApiBlueprint,
  discoveryApiRef,
  fetchApiRef,
} from '@backstage/frontend-plugin-api';
import { ModelsClient } from '@modelry/backstage-plugin-models-common';
import { createModelsApi, modelsApiRef } from './ModelsApi';

const modelsApi = ApiBlueprint.make({
  params: define =>
    define({
      api: modelsApiRef,
      deps: { discoveryApi: discoveryApiRef, fetchApi: fetchApiRef },
      factory: apis => createModelsApi({ client: new ModelsClient(apis) }),
    }),
});

/** Extensions that give every other one access to the model record. */
export const apiExtensions = [modelsApi];
