import { KServeInstance } from './config';
import { Serving } from './resources';
import { KnownModel } from './KnownModels';

const LONGEST = 128;
/** What KServe writes of the place that a revision got its model from. */
const SOURCE_URI = 'internal.serving.kserve.io/storage-initializer-sourceuri';

type Metadata = Pick<Serving['metadata'], 'labels' | 'annotations'>;

/** What a label or an annotation says; the annotation wins, for it can say more. */
export function said(metadata: Metadata, key: string): string | undefined {
  const value = metadata.annotations[key] ?? metadata.labels[key];
  return value?.trim() || undefined;
}

/**
 * The version that is served: what somebody wrote down, or the model registry, or else the
 * end of the address that the model is loaded from.
 */
export function versionOf(
  metadata: Metadata,
  options: {
    instance: KServeInstance;
    model: KnownModel;
    storageUri: string | undefined;
  },
): string | undefined {
  const { instance, model, storageUri } = options;
  const { version, registry } = instance.keys;
  const id = said(metadata, `${registry}/model-version-id`);
  const found =
    said(metadata, version) ??
    (id && (model.versions.get(id) ?? id)) ??
    endOf(storageUri ?? metadata.annotations[SOURCE_URI]);
  return found?.slice(0, LONGEST);
}

/** Where a model is loaded from, whichever way that is written. */
export function storageUriOf({ spec }: Serving): string | undefined {
  const predictor = objectIn(spec, 'predictor');
  const candidates = [
    textIn(objectIn(predictor, 'model'), 'storageUri'),
    textIn(objectIn(objectIn(predictor, 'model'), 'storage'), 'path'),
    // As it was written before: predictor.sklearn.storageUri.
    ...Object.keys(predictor).map(name =>
      textIn(objectIn(predictor, name), 'storageUri'),
    ),
    textIn(objectIn(spec, 'model'), 'uri'),
    artifactVersion(spec),
    textIn(spec, 'storageUri'),
  ];
  return candidates.find(uri => uri !== undefined);
}

function artifactVersion(spec: Serving['spec']): string | undefined {
  const version = spec.artifactVersion;
  return typeof version === 'number' || typeof version === 'string'
    ? `${version}`
    : undefined;
}

function endOf(uri: string | undefined): string | undefined {
  return uri?.split(/[?#]/, 1)[0].split('/').filter(Boolean).at(-1);
}

function objectIn(from: object, name: string): Record<string, unknown> {
  const value: unknown = Object.entries(from).find(
    ([key]) => key === name,
  )?.[1];
  return typeof value === 'object' && value !== null
    ? Object.fromEntries(Object.entries(value))
    : {};
}

function textIn(from: object, name: string): string | undefined {
  const value: unknown = Object.entries(from).find(
    ([key]) => key === name,
  )?.[1];
  return typeof value === 'string' && value ? value : undefined;
}
