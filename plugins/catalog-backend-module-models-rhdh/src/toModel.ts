import {
  Lifecycle,
  ModelEntity,
  VersionReport,
} from '@modelry/backstage-plugin-models-common';
import {
  toArtifact,
  toRegistryEntity,
} from '@modelry/backstage-plugin-models-node';
import { BridgeDocument, BridgeModel } from './bridgeSchemas';
import { BridgeInstance } from './config';

/** Names the document of the bridge that an entity comes from. */
export const DOCUMENT_ANNOTATION = 'modelry.dev/model-catalog-document';

/** Names the model that an entity stands for, as the bridge calls it. */
export const MODEL_ANNOTATION = 'modelry.dev/model-catalog-model';
/** Names the configured bridge that it is in. */
export const INSTANCE_ANNOTATION = 'modelry.dev/model-catalog-bridge';

/** The entity of a model of the bridge; what the catalog would refuse is left out. */
export function toModelEntity(
  model: BridgeModel,
  from: { uri: string; document: BridgeDocument },
  options: { instance: BridgeInstance; lifecycle: Lifecycle },
): ModelEntity {
  const { name, description, license, owner } = model;
  const { instance, lifecycle } = options;
  const { stages } = lifecycle;
  return toRegistryEntity({
    ...{ name, namespace: instance.namespace, description },
    annotations: {
      [DOCUMENT_ANNOTATION]: from.uri,
      [MODEL_ANNOTATION]: name,
      [INSTANCE_ANNOTATION]: instance.id,
      ...(license && { 'modelry.dev/licence': license }),
    },
    tags: model.tags,
    links: linksOf(model, from.document),
    type: instance.type,
    lifecycle: (stages.find(({ id }) => id === model.lifecycle) ?? stages[0])
      .id,
    // The schema says that the owner is a user, unless it says otherwise itself.
    owners: [owner.includes(':') ? owner : `user:${owner}`],
  });
}

/** The version that the path of a document names, with a card of what the document says. */
export function toVersionReport(
  model: BridgeModel,
  uri: string,
): VersionReport | undefined {
  const [, version] = uri.replace(/^\//, '').split('/');
  if (!version) {
    return undefined;
  }
  const artifact = toArtifact({ uri: model.artifactLocationURL });
  return {
    version: decoded(version),
    ...(artifact && { artifact }),
    ...(isLink(model.artifactLocationURL) && {
      link: model.artifactLocationURL,
    }),
    card: cardOf(model),
  };
}

// What is no encoding is what the version is called.
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function cardOf(model: BridgeModel): string {
  const { name, description, license, usage, training, ethics } = model;
  const sections: Array<[string, string | undefined]> = [
    ['Model Description', description],
    ['Uses', usage],
    ['Training Details', training],
    ['Bias, Risks, and Limitations', ethics],
    ['Model Card Contact', model.support],
  ];
  return [
    // JSON is YAML, whatever the text holds.
    ...(license ? ['---', `license: ${JSON.stringify(license)}`, '---'] : []),
    `# ${name}`,
    ...sections.flatMap(([title, text]) => (text ? [`## ${title}`, text] : [])),
  ].join('\n\n');
}

function linksOf(
  { artifactLocationURL, howToUseURL }: BridgeModel,
  { modelServer }: BridgeDocument,
) {
  const links = [
    { url: artifactLocationURL, title: 'Artifacts' },
    { url: howToUseURL, title: 'How to use it' },
    { url: modelServer?.homepageURL, title: modelServer?.name },
    { url: modelServer?.API?.url, title: 'API' },
  ];
  return links.flatMap(({ url, title }) =>
    isLink(url) ? [{ url, title: title ?? url }] : [],
  );
}

function isLink(url: string | undefined): url is string {
  return url !== undefined && /^https?:\/\//.test(url) && URL.canParse(url);
}
