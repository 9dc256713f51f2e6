import { stringifyEntityRef } from '@backstage/catalog-model';
import {
  Lifecycle,
  ModelEntity,
  SourceProblem,
  VersionReport,
} from '@modelry/backstage-plugin-models-common';
import {
  KnownModels,
  SourceError,
  SourceRun,
  SourcedModels,
  VersionTeller,
} from '@modelry/backstage-plugin-models-node';
import { BridgeClient, Bridged } from './BridgeClient';
import { BridgeInstance } from './config';
import { DOCUMENT_ANNOTATION, toModelEntity, toVersionReport } from './toModel';

interface Taken {
  entities: Map<string, ModelEntity>;
  versions: Array<{ modelRef: string; report: VersionReport }>;
  problems: SourceProblem[];
}

/** Keeps the models of one bridge in the catalog and in the record in step with it. */
export class BridgeModels {
  readonly #options: {
    instance: BridgeInstance;
    lifecycle: Lifecycle;
    bridge: BridgeClient;
    models: SourcedModels;
    versions: VersionTeller;
  };

  constructor(options: {
    instance: BridgeInstance;
    lifecycle: Lifecycle;
    bridge: BridgeClient;
    models: SourcedModels;
    versions: VersionTeller;
  }) {
    this.#options = options;
  }

  /**
   * Takes over what the bridge holds. Nothing is written before all of it is read.
   *
   * @throws `SourceError` when the bridge cannot be read.
   */
  async run(signal: AbortSignal): Promise<SourceRun> {
    const { bridge, models } = this.#options;
    const bridged = await bridge.read(signal);
    const known = await models.known();
    this.#assertBelievable(bridged, known);
    const taken = this.#take(bridged, known);
    const broken = new Set(bridged.broken.map(({ uri }) => uri));
    await models.apply([...taken.entities.values()], known.own, {
      keep: ({ metadata }) =>
        broken.has(metadata.annotations?.[DOCUMENT_ANNOTATION] ?? ''),
    });
    const problems = await this.#tell(taken, signal);
    return {
      counts: [
        { what: 'documents', count: bridged.documents.length },
        { what: 'models', count: taken.entities.size },
        { what: 'versions', count: taken.versions.length },
      ],
      problems,
    };
  }

  // The last document of a model, in the order of their paths, says what it is.
  #take({ documents, broken }: Bridged, { others }: KnownModels): Taken {
    const occupied = new Set(others.map(one => stringifyEntityRef(one)));
    const taken: Taken = {
      entities: new Map(),
      versions: [],
      problems: broken.map(({ problem }) => problem),
    };
    for (const from of documents) {
      for (const model of from.document.models) {
        const entity = toModelEntity(model, from, this.#options);
        const modelRef = stringifyEntityRef(entity);
        if (occupied.has(modelRef)) {
          taken.problems.push(nameTaken(model.name, modelRef));
          continue;
        }
        taken.entities.set(modelRef, entity);
        const report = toVersionReport(model, from.uri);
        if (report) {
          taken.versions.push({ modelRef, report });
        }
      }
    }
    return taken;
  }

  async #tell(
    { versions, problems }: Taken,
    signal: AbortSignal,
  ): Promise<SourceProblem[]> {
    const all = [...problems];
    for (const { modelRef, report } of versions) {
      signal.throwIfAborted();
      const told = await this.#options.versions.tell({
        ...{ modelRef, version: report.version },
        facts: { ...report },
        report: async () => report,
      });
      if (typeof told === 'object') {
        all.push(told);
      }
    }
    return all;
  }

  // A bridge that has just started has read nothing yet, and lists nothing.
  #assertBelievable(
    { documents, broken }: Bridged,
    { own }: KnownModels,
  ): void {
    const isEmpty = documents.length === 0 && broken.length === 0;
    if (isEmpty && own.length > 0 && !this.#options.instance.allowEmpty) {
      throw new SourceError(
        `The model catalog bridge lists no model any more; the catalog has ${own.length} of it.`,
        {
          remedy:
            "They are kept. See that the bridge is connected to its registries. If all models were taken away on purpose, set 'allowEmpty: true'.",
        },
      );
    }
  }
}

function nameTaken(name: string, ref: string): SourceProblem {
  return {
    message: `The model '${name}' was left out: ${ref} is another entity already.`,
    remedy: 'Give the bridge a namespace of its own in the configuration.',
  };
}
