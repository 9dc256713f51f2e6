import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { SourceRun } from '../sources/ModelSourcesService';
import { SourceError } from '../sources/SourceError';
import { inParallel } from '../sources/inParallel';
import {
  Registry,
  RegistryContents,
  RegistryModel,
  RegistryRecord,
  titleOf,
} from './Registry';
import { SourcedModels } from './SourcedModels';
import { ModelVersions, VersionTeller } from './VersionTeller';
import { matchRegistry } from './matchRegistry';

/** So many models that seem to be gone are looked for at the same time. */
const AT_ONCE = 4;

/**
 * Keeps the catalog and the record in step with one registry.
 *
 * Nothing is written before all of it is read. Versions of a model that is new to the
 * catalog are told in the run after.
 */
export class RegistryRun {
  readonly #options: {
    registry: Registry;
    models: SourcedModels;
    versions: VersionTeller;
    record: RegistryRecord;
  };

  constructor(options: {
    registry: Registry;
    models: SourcedModels;
    versions: VersionTeller;
    record: RegistryRecord;
  }) {
    this.#options = options;
  }

  /**
   * Takes over what the registry holds.
   *
   * @throws `SourceError` when it cannot be read whole.
   */
  async run(signal: AbortSignal): Promise<SourceRun> {
    const { registry, models, versions, record } = this.#options;
    const contents = await registry.read(signal);
    const known = await models.known();
    this.#assertBelievable(contents, known.own);
    const matched = matchRegistry({
      ...{ models: contents.models, others: known.others, registry },
    });
    const missed = await this.#missedOf(contents, known.own, signal);
    await models.apply(matched.entities, known.own, {
      keep: entity => missed.has(entity) || Boolean(contents.keep?.(entity)),
    });
    const inCatalog = new Set(
      [...known.own, ...known.others].map(one => stringifyEntityRef(one)),
    );
    const refs = new Map(
      [...matched.refs].filter(([, ref]) => inCatalog.has(ref)),
    );
    const told = await versions.tell(versionsOf(contents.models, refs), signal);
    const besides = await contents.tellBesides?.({ refs, record, signal });
    const late = matched.refs.size - refs.size + told.waiting;
    return {
      counts: [
        { what: 'models', count: contents.models.length },
        ...(contents.counts ?? []),
        { what: 'versions told anew', count: told.told },
        { what: 'models new to the catalog', count: late },
        ...(besides?.counts ?? []),
      ],
      problems: [
        ...(contents.problems ?? []),
        ...matched.problems,
        ...told.problems,
        ...(besides?.problems ?? []),
      ],
    };
  }

  // What was brought before and is not among what was read, but there all the same.
  async #missedOf(
    { models, isThere }: RegistryContents,
    own: readonly Entity[],
    signal: AbortSignal,
  ): Promise<Set<Entity>> {
    const missed = new Set<Entity>();
    const read = new Set(models.map(({ key }) => key));
    const { keyAnnotation } = this.#options.registry;
    await inParallel(isThere ? own : [], {
      atOnce: AT_ONCE,
      work: async entity => {
        signal.throwIfAborted();
        const key = entity.metadata.annotations?.[keyAnnotation];
        if (key && !read.has(key) && (await isThere?.(key, signal))) {
          missed.add(entity);
        }
      },
    });
    return missed;
  }

  // A registry whose database was lost looks like one whose models were all deleted.
  #assertBelievable(
    { models, problems = [] }: RegistryContents,
    own: readonly Entity[],
  ): void {
    const { registry } = this.#options;
    const isEmpty = models.length + problems.length === 0;
    if (isEmpty && own.length > 0 && !registry.instance.allowEmpty) {
      throw new SourceError(
        `${titleOf(registry)} has no model any more; the catalog has ${
          own.length
        } of it.`,
        {
          remedy:
            "They are kept. See that the user may still read them and that the server has its database. If they were all deleted on purpose, set 'allowEmpty: true'.",
        },
      );
    }
  }
}

function versionsOf(
  models: readonly RegistryModel[],
  refs: ReadonlyMap<string, string>,
): ModelVersions[] {
  return models.flatMap(({ key, versions }) => {
    const modelRef = refs.get(key);
    return modelRef === undefined ? [] : [{ modelRef, versions }];
  });
}
