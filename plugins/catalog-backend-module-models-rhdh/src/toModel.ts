import {
  Lifecycle,
  MODEL_API_VERSION,
  MODEL_KIND,
  ModelEntity,
  VersionReport,
} from '@modelry/backstage-plugin-models-common';
import { entityNameOf } from '@modelry/backstage-plugin-models-node';
import { BridgeDocument, BridgeModel } from './bridgeSchemas';
import { BridgeInstance } from './config';

/** Names the document of the bridge that an entity comes from. */
export const DOCUMENT_ANNOTATION = 'modelry.dev/model-catalog-document';

const OWNER = /^((group|user):)?([^:/\s]+\/)?[^:/\s]+$/i;
const TAG = /^[a-z0-9+#]+(-[a-z0-9+#]+)*$/;

/** The entity of a model of the bridge; what the catalog would refuse is left out. */
export function toModelEntity(
  model: BridgeModel,
  from: { uri: string; document: BridgeDocument },
  options: { instance: BridgeInstance; lifecycle: Lifecycle },
): ModelEntity {
  const { name, description, license } = model;
  const { instance, lifecycle } = options;
  const owner = ownerOf(model);
  const links = linksOf(model, from.document);
  const tags = tagsOf(model);
  return {
    apiVersion: MODEL_API_VERSION,
    kind: MODEL_KIND,
    metadata: {
      name: entityNameOf(name),
      namespace: instance.namespace,
      ...(entityNameOf(name) !== name && { title: name }),
      description,
      annotations: {
        [DOCUMENT_ANNOTATION]: from.uri,
        ...(license && { 'modelry.dev/licence': license }),
      },
      ...(tags.length > 0 && { tags }),
      ...(links.length > 0 && { links }),
    },
    spec: {
      type: instance.type,
      lifecycle:
        lifecycle.stages.find(({ id }) => id === model.lifecycle)?.id ??
        lifecycle.stages[0].id,
      ...(owner && { owner }),
    },
  };
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
  return {
    version: decodeURIComponent(version),
    ...(isLink(model.artifactLocationURL) && {
      link: model.artifactLocationURL,
    }),
    card: cardOf(model),
  };
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

// The schema of the bridge says that the owner is a user, unless it says otherwise itself.
function ownerOf({ owner }: BridgeModel): string | undefined {
  if (!OWNER.test(owner)) {
    return undefined;
  }
  return owner.includes(':') ? owner : `user:${owner}`;
}

function tagsOf({ tags }: BridgeModel): string[] {
  const found = tags
    .map(tag => tag.trim().toLocaleLowerCase('en-US').replace(/\s+/g, '-'))
    .filter(tag => TAG.test(tag) && tag.length <= 63);
  return [...new Set(found)];
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
