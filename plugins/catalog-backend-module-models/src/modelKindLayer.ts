import {
  CatalogModelLayerBuilder,
  createCatalogModelLayer,
} from '@backstage/catalog-model/alpha';
import {
  ANNOTATION_DECLARED_LIFECYCLE,
  ANNOTATION_DECLARED_OWNER,
  Lifecycle,
  MODEL_API_VERSION,
  MODEL_KIND,
  MODEL_REFERENCES,
  ModelReference,
  modelJsonSchema,
} from '@modelry/backstage-plugin-models-common';

const [GROUP, VERSION] = MODEL_API_VERSION.split('/');

/** Everything that the catalog has to know about the kind `Model`. */
export function modelKindLayer(lifecycle: Lifecycle) {
  return createCatalogModelLayer({
    layerId: 'modelry.dev/kind-model',
    builder: layer => {
      declareKind(layer, lifecycle);
      widenBuiltInRelations(layer);
      declareOwnRelations(layer);
      declareAnnotations(layer);
    },
  });
}

function declareKind(
  layer: CatalogModelLayerBuilder,
  lifecycle: Lifecycle,
): void {
  const references: Array<[string, ModelReference]> =
    Object.entries(MODEL_REFERENCES);
  layer.addKind({
    group: GROUP,
    names: { kind: MODEL_KIND, singular: 'model', plural: 'models' },
    description:
      'A Model describes a trained machine-learning model: what it is meant for, who answers for it, what serves it and what it learned from.',
    versions: [
      {
        name: VERSION,
        schema: { jsonSchema: modelJsonSchema(lifecycle) },
        relationFields: references.map(
          ([field, { kinds, defaultKind, relation }]) => ({
            selector: { path: `spec.${field}` },
            relation,
            defaultKind,
            defaultNamespace: 'inherit',
            allowedKinds: [...kinds],
          }),
        ),
      },
    ],
  });
}

function widenBuiltInRelations(layer: CatalogModelLayerBuilder): void {
  const { owner, system, dependsOn } = MODEL_REFERENCES;
  for (const { relation, reverse, kinds } of [owner, system, dependsOn]) {
    layer.updateRelationPair({
      fromKind: MODEL_KIND,
      toKind: [...kinds],
      forward: { type: relation },
      reverse: { type: reverse },
    });
  }
  // A component can name a model among its own dependencies, too.
  layer.updateRelationPair({
    fromKind: ['Component', 'Resource'],
    toKind: MODEL_KIND,
    forward: { type: dependsOn.relation },
    reverse: { type: dependsOn.reverse },
  });
}

function declareOwnRelations(layer: CatalogModelLayerBuilder): void {
  const { servedBy, trainedOn, baseModel } = MODEL_REFERENCES;
  layer.addRelationPair({
    fromKind: MODEL_KIND,
    toKind: [...servedBy.kinds],
    description: 'A model is called through a component or an API.',
    forward: { type: servedBy.relation, title: 'served by' },
    reverse: { type: servedBy.reverse, title: 'serves' },
  });
  layer.addRelationPair({
    fromKind: MODEL_KIND,
    toKind: [...trainedOn.kinds],
    description: 'A model learned from the data of a resource.',
    forward: { type: trainedOn.relation, title: 'trained on' },
    reverse: { type: trainedOn.reverse, title: 'training data for' },
  });
  layer.addRelationPair({
    fromKind: MODEL_KIND,
    toKind: [...baseModel.kinds],
    description: 'A model was derived from another one, e.g. by fine-tuning.',
    forward: { type: baseModel.relation, title: 'derived from' },
    reverse: { type: baseModel.reverse, title: 'derived into' },
  });
}

function declareAnnotations(layer: CatalogModelLayerBuilder): void {
  layer.addAnnotation({
    name: 'modelry.dev/licence',
    title: 'Licence',
    description:
      'The licence that the model may be used under, as its author names it, e.g. apache-2.0.',
  });
  layer.addAnnotation({
    name: ANNOTATION_DECLARED_OWNER,
    title: 'Declared owner',
    description:
      'Whom the author declares in spec.owner while an assigned owner is laid over it; empty for nobody. Written by the catalog, never by authors.',
  });
  layer.addAnnotation({
    name: ANNOTATION_DECLARED_LIFECYCLE,
    title: 'Declared lifecycle',
    description:
      'What the author declares in spec.lifecycle while the stage of the record is laid over it. Written by the catalog, never by authors.',
  });
  layer.addAnnotation({
    name: 'mlflow.org/registered-model',
    title: 'MLflow registered model',
    description: 'Name of the registered model in MLflow.',
  });
  layer.addAnnotation({
    name: 'huggingface.co/repo-id',
    title: 'Hugging Face repository',
    description:
      'Repository of the model on the Hugging Face Hub, e.g. google/maxim-s3-deblurring-realblur-j.',
  });
}
