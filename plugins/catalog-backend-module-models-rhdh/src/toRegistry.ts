import { Lifecycle } from '@modelry/backstage-plugin-models-common';
import {
  Registry,
  RegistryContents,
  RegistryModel,
} from '@modelry/backstage-plugin-models-node';
import { BridgeClient } from './BridgeClient';
import { BridgeInstance } from './config';
import {
  DOCUMENT_ANNOTATION,
  INSTANCE_ANNOTATION,
  MODEL_ANNOTATION,
  toModelEntity,
  toVersionReport,
} from './toModel';

const REMEDY =
  'What the bridge says was not taken over. A version that people have decided about stays as it was then.';

/** What it takes to read a bridge. */
export interface BridgeContext {
  instance: BridgeInstance;
  isOnly: boolean;
  lifecycle: Lifecycle;
  bridge: BridgeClient;
}

/** What a bridge holds, in the words of the portal. */
export function toRegistry(context: BridgeContext): Registry {
  const { instance, isOnly } = context;
  return {
    ...{ kind: 'model-catalog-bridge', system: 'Model catalog bridge' },
    ...{ instance, isOnly },
    ...(instance.uiUrl && { link: instance.uiUrl }),
    keyAnnotation: MODEL_ANNOTATION,
    instanceAnnotation: INSTANCE_ANNOTATION,
    remedy: REMEDY,
    read: signal => read(context, signal),
  };
}

async function read(
  context: BridgeContext,
  signal: AbortSignal,
): Promise<RegistryContents> {
  const { documents, broken } = await context.bridge.read(signal);
  const models = new Map<string, RegistryModel>();
  for (const from of documents) {
    for (const model of from.document.models) {
      const { name } = model;
      const before = models.get(name)?.versions ?? [];
      const report = toVersionReport(model, from.uri);
      const versions = report
        ? [
            ...before.filter(({ version }) => version !== report.version),
            {
              version: report.version,
              facts: JSON.parse(JSON.stringify(report)),
              report: async () => report,
            },
          ]
        : before;
      // The last document of a model, in the order of their paths, says what it is.
      const entity = toModelEntity(model, from, context);
      models.set(name, { key: name, name, entity, versions });
    }
  }
  const left = new Set(broken.map(({ uri }) => uri));
  return {
    models: [...models.values()],
    counts: [
      { what: 'documents', count: documents.length },
      {
        what: 'versions',
        count: [...models.values()].flatMap(one => one.versions).length,
      },
    ],
    problems: broken.map(({ problem }) => problem),
    keep: ({ metadata }) =>
      left.has(metadata.annotations?.[DOCUMENT_ANNOTATION] ?? ''),
  };
}
