import { createBackendModule } from '@backstage/backend-plugin-api';
import {
  ANNOTATION_LOCATION,
  ANNOTATION_ORIGIN_LOCATION,
  Entity,
  RELATION_OWNED_BY,
  RELATION_OWNER_OF,
  getCompoundEntityRef,
  parseEntityRef,
} from '@backstage/catalog-model';
import {
  CatalogProcessor,
  CatalogProcessorEmit,
  EntityProvider,
  LocationSpec,
  catalogProcessingExtensionPoint,
  processingResult,
} from '@backstage/plugin-catalog-node';

/** Says who owns a model, as the module for the kind does. */
class OwnerProcessor implements CatalogProcessor {
  getProcessorName() {
    return 'owner';
  }

  async validateEntityKind(entity: Entity) {
    return entity.kind === 'Model';
  }

  async postProcessEntity(
    entity: Entity,
    _location: LocationSpec,
    emit: CatalogProcessorEmit,
  ) {
    if (entity.kind !== 'Model') {
      return entity;
    }
    const model = getCompoundEntityRef(entity);
    const owner = parseEntityRef(String(entity.spec?.owner));
    emit(
      processingResult.relation({
        ...{ source: model, type: RELATION_OWNED_BY, target: owner },
      }),
    );
    emit(
      processingResult.relation({
        ...{ source: owner, type: RELATION_OWNER_OF, target: model },
      }),
    );
    return entity;
  }
}

/** Makes the real catalog hold these entities. */
export function catalogModuleWith(entities: Entity[]) {
  const provider: EntityProvider = {
    getProviderName: () => 'test',
    connect: connection =>
      connection.applyMutation({
        type: 'full',
        entities: entities.map(entity => ({
          entity: {
            ...entity,
            metadata: {
              ...entity.metadata,
              annotations: {
                ...entity.metadata.annotations,
                [ANNOTATION_LOCATION]: 'test:test',
                [ANNOTATION_ORIGIN_LOCATION]: 'test:test',
              },
            },
          },
        })),
      }),
  };
  return createBackendModule({
    pluginId: 'catalog',
    moduleId: 'test-entities',
    register(reg) {
      reg.registerInit({
        deps: { processing: catalogProcessingExtensionPoint },
        async init({ processing }) {
          processing.addProcessor(new OwnerProcessor());
          processing.addEntityProvider(provider);
        },
      });
    },
  });
}
