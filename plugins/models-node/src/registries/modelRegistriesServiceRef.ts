import {
  coreServices,
  createServiceFactory,
  createServiceRef,
} from '@backstage/backend-plugin-api';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { createRecordClient } from '../sources/createRecordClient';
import { modelSourcesServiceRef } from '../sources/modelSourcesServiceRef';
import { ModelRegistries, ModelRegistriesService } from './ModelRegistries';

/**
 * Keeps the catalog and the model record in step with the registries that the modules of a
 * plugin add.
 *
 * @public
 */
export const modelRegistriesServiceRef =
  createServiceRef<ModelRegistriesService>({
    id: 'models.registries',
    scope: 'plugin',
    defaultFactory: async service =>
      createServiceFactory({
        service,
        deps: {
          auth: coreServices.auth,
          catalog: catalogServiceRef,
          database: coreServices.database,
          discovery: coreServices.discovery,
          sources: modelSourcesServiceRef,
        },
        factory: deps =>
          new ModelRegistries({ ...deps, record: createRecordClient(deps) }),
      }),
  });
