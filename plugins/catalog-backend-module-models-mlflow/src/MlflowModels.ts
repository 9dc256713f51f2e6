import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { Lifecycle } from '@modelry/backstage-plugin-models-common';
import {
  SourceError,
  SourceRun,
  SourcedModels,
} from '@modelry/backstage-plugin-models-node';
import { MlflowClient } from './MlflowClient';
import { VersionReporter } from './VersionReporter';
import { MlflowInstance } from './config';
import { matchModels } from './matchModels';
import { RegisteredModel } from './mlflowSchemas';

/** Keeps the entities and versions of one registry in step with it. */
export class MlflowModels {
  readonly #options: {
    instance: MlflowInstance;
    isOnly: boolean;
    lifecycle: Lifecycle;
    mlflow: MlflowClient;
    models: SourcedModels;
    versions: VersionReporter;
  };

  constructor(options: {
    instance: MlflowInstance;
    isOnly: boolean;
    lifecycle: Lifecycle;
    mlflow: MlflowClient;
    models: SourcedModels;
    versions: VersionReporter;
  }) {
    this.#options = options;
  }

  /**
   * Takes over what the registry holds. Nothing is written before all of it is read.
   *
   * @throws `SourceError` when the registry cannot be read whole.
   */
  async run(signal: AbortSignal): Promise<SourceRun> {
    const { mlflow, versions, instance, isOnly, lifecycle } = this.#options;
    const models = await mlflow.models(signal);
    const { total, newest } = await mlflow.versions(
      instance.newestVersions,
      signal,
    );
    const { own, others } = await this.#options.models.known();
    this.#assertBelievable(models, own);
    const matched = matchModels({
      ...{ models, others, instance, isOnly, lifecycle },
    });
    await this.#options.models.apply(matched.entities, own);
    const inCatalog = new Set(
      [...own, ...others].map(one => stringifyEntityRef(one)),
    );
    const { reported, problems, waiting } = await versions.report({
      ...{ models, signal, versions: newest },
      refs: new Map([...matched.refs].filter(([, ref]) => inCatalog.has(ref))),
    });
    const late = [...matched.refs.values()].filter(ref => !inCatalog.has(ref));
    return {
      counts: [
        { what: 'models', count: models.length },
        { what: 'versions', count: total },
        { what: 'versions told anew', count: reported },
        { what: 'models new to the catalog', count: late.length + waiting },
      ],
      problems: [...matched.problems, ...problems],
    };
  }

  // A registry whose database was lost looks like one whose models were all deleted.
  #assertBelievable(
    models: readonly RegisteredModel[],
    own: readonly Entity[],
  ): void {
    const { allowEmpty } = this.#options.instance;
    if (models.length === 0 && own.length > 0 && !allowEmpty) {
      throw new SourceError(
        `MLflow has no registered model any more; the catalog has ${own.length} of it.`,
        {
          remedy:
            "They are kept. See that the user may still read them and that the server has its database. If they were all deleted on purpose, set 'allowEmpty: true'.",
        },
      );
    }
  }
}
