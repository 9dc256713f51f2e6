import {
  ApiBlueprint,
  coreExtensionData,
  createExtensionDataRef,
  createFrontendModule,
} from '@backstage/frontend-plugin-api';
import { DefaultEntityPresentationApi } from '@backstage/plugin-catalog';
import catalogPlugin, {
  CatalogExportSettings,
} from '@backstage/plugin-catalog/alpha';
import {
  ALL_RELATION_PAIRS,
  ALL_RELATIONS,
  catalogGraphApiRef,
  DefaultCatalogGraphApi,
} from '@backstage/plugin-catalog-graph';
import {
  catalogApiRef,
  entityPresentationApiRef,
} from '@backstage/plugin-catalog-react';
import { MODEL_RELATION_PAIRS } from '@modelry/backstage-plugin-models-common';
import { Children } from 'react';
import { ModelIcon } from './ModelIcon';

// The catalog does not export the reference that its CatalogExportConfigBlueprint fills;
// references are the same when their ids are.
const exportCustomizationDataRef =
  createExtensionDataRef<CatalogExportSettings>().with({
    id: 'catalog.export-customization',
  });

const catalogPage = catalogPlugin.getExtension('page:catalog').override({
  factory(originalFactory, { config, inputs }) {
    const filters = Children.toArray(
      inputs.filters.map(filter => filter.get(coreExtensionData.reactElement)),
    );
    const exportSettings = mergeExportSettings(
      config.exportSettings,
      inputs.exportConfig.flatMap(
        input => input.get(exportCustomizationDataRef) ?? [],
      ),
    );
    return originalFactory({
      params: {
        loader: () =>
          import('./CatalogWithModels').then(({ CatalogWithModels }) => (
            <CatalogWithModels
              filters={filters}
              pagination={config.pagination}
              exportSettings={exportSettings}
            />
          )),
      },
    });
  },
});

// As the catalog does it: exporters add up, of everything else the first one counts.
function mergeExportSettings(
  configured: CatalogExportSettings | undefined,
  customizations: CatalogExportSettings[],
): CatalogExportSettings | undefined {
  if (!configured?.enabled) {
    return undefined;
  }
  const exporters = Object.assign(
    {},
    ...customizations.map(customization => customization.exporters),
  );
  return {
    ...Object.assign({}, ...[...customizations].reverse()),
    ...configured,
    exporters,
  };
}

const entityPresentation = ApiBlueprint.make({
  name: 'entity-presentation',
  params: define =>
    define({
      api: entityPresentationApiRef,
      deps: { catalogApi: catalogApiRef },
      factory: ({ catalogApi }) =>
        DefaultEntityPresentationApi.create({
          catalogApi,
          kindIcons: { model: ModelIcon },
        }),
    }),
});

const catalogGraph = ApiBlueprint.make({
  params: define =>
    define({
      api: catalogGraphApiRef,
      deps: {},
      factory: () =>
        new DefaultCatalogGraphApi({
          knownRelations: [...ALL_RELATIONS, ...MODEL_RELATION_PAIRS.flat()],
          knownRelationPairs: [
            ...ALL_RELATION_PAIRS,
            ...MODEL_RELATION_PAIRS.map(
              ([relation, reverse]): [string, string] => [relation, reverse],
            ),
          ],
          defaultRelationTypes: { exclude: [] },
        }),
    }),
});

/**
 * Teaches the catalog about models: columns in its index, and an icon for the kind.
 *
 * @public
 */
export const modelsCatalogModule = createFrontendModule({
  pluginId: 'catalog',
  extensions: [catalogPage, entityPresentation],
});

/**
 * Teaches the catalog graph the relations of models.
 *
 * @public
 */
export const modelsGraphModule = createFrontendModule({
  pluginId: 'catalog-graph',
  extensions: [catalogGraph],
});
