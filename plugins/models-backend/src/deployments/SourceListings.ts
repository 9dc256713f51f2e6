import { LoggerService } from '@backstage/backend-plugin-api';
import {
  DeploymentReport,
  ModelsConfig,
  SourceProblem,
  deploymentReportSchema,
} from '@modelry/backstage-plugin-models-common';
import {
  DeploymentSource,
  SourceDeployment,
} from '@modelry/backstage-plugin-models-node';
import { ModelWrites } from '../changes/ModelWrites';
import { ModelsDatabase } from '../database/ModelsDatabase';
import { inBatches } from '../database/inBatches';
import { CatalogModels } from '../governance/board/CatalogModels';
import { observedTime } from '../http/observedTime';
import { VisibleModel } from '../kind/toVisibleModel';
import { DeploymentKey, deploymentsAt, keyText, noteSeen } from './deployments';
import {
  ListedBy,
  placeOf,
  recordDeployments,
  saysTheSame,
  seenDeployment,
} from './recordDeployments';
import {
  claimProblems,
  twiceProblems,
  unrecordedProblems,
} from './listingProblems';
import { WatchedRow, listedByOthers } from './unseenDeployments';

const MODELS_AT_ONCE = 200;
const DEPLOYMENTS_AT_ONCE = 1_000;

/** One scope of a source, and all that runs there. */
export interface Listing {
  source: DeploymentSource;
  scope: string;
  listed: readonly SourceDeployment[];
}

interface Listed {
  model: VisibleModel;
  report: DeploymentReport;
  key: DeploymentKey;
}

/**
 * Records what sources list. Most of it is known already: that is noted for many models
 * at once, and only news is written model by model.
 */
export class SourceListings {
  readonly #options: {
    database: ModelsDatabase;
    writes: ModelWrites;
    models: CatalogModels;
    config: ModelsConfig;
    logger: LoggerService;
    now: () => Date;
  };

  constructor(options: {
    database: ModelsDatabase;
    writes: ModelWrites;
    models: CatalogModels;
    config: ModelsConfig;
    logger: LoggerService;
    now: () => Date;
  }) {
    this.#options = options;
  }

  /**
   * Records a listing.
   *
   * @returns the models of which not all could be recorded, and what is wrong with the
   *   listing. What is not understood or cannot be recorded is logged, and keeps no other
   *   model from being heard of.
   */
  async record(
    listing: Listing,
  ): Promise<{ unrecorded: string[]; problems: SourceProblem[] }> {
    const { source, scope } = listing;
    const listedBy = { source: source.id, scope };
    const read = await this.#read(listing);
    const { entries: listed, twice } = lastOfEach(read.entries);
    const { entries, problems: claims } = await this.#leaveToOthers(
      listed,
      listedBy,
    );
    const problems = [...claims, ...twiceProblems(twice, scope)];
    const known = new Set<string>();
    for (const some of inBatches(entries, DEPLOYMENTS_AT_ONCE)) {
      const noted = await this.#noteKnown(some, listing);
      noted.forEach(key => known.add(keyText(key)));
    }
    const news = new Map<string, Listed[]>();
    for (const one of entries.filter(({ key }) => !known.has(keyText(key)))) {
      const ofModel = news.get(one.key.modelRef) ?? [];
      ofModel.push(one);
      news.set(one.key.modelRef, ofModel);
    }
    const failed = new Set(read.unclear);
    for (const [modelRef, ofModel] of news) {
      if (!(await this.#recordNews(ofModel, listedBy))) {
        failed.add(modelRef);
      }
    }
    const unrecorded = [...failed];
    return {
      unrecorded,
      problems: [...problems, ...unrecordedProblems(unrecorded, scope)],
    };
  }

  // Two that list the same would overwrite each other for ever.
  async #leaveToOthers(
    entries: readonly Listed[],
    listedBy: ListedBy,
  ): Promise<{ entries: Listed[]; problems: SourceProblem[] }> {
    const others = new Map<string, WatchedRow>();
    for (const some of inBatches([...entries], DEPLOYMENTS_AT_ONCE)) {
      const rows = await listedByOthers(
        this.#options.database.knex,
        some.map(({ key }) => key),
        listedBy,
      );
      rows.forEach(row =>
        others.set(keyText({ ...row, modelRef: row.model_ref }), row),
      );
    }
    return {
      entries: entries.filter(({ key }) => !others.has(keyText(key))),
      problems: claimProblems([...others.values()], listedBy.scope),
    };
  }

  // Of what is not understood, it is known of which model it is.
  async #read({ source, scope, listed }: Listing): Promise<{
    entries: Listed[];
    unclear: string[];
  }> {
    const { logger } = this.#options;
    const byRef = await this.#findModels(listed);
    const unclear: string[] = [];
    const unknown = new Set<string>();
    const entries = listed.flatMap(({ modelRef, report }) => {
      const model = byRef.get(modelRef);
      if (!model) {
        unknown.add(modelRef);
        return [];
      }
      try {
        const read = this.#understand(source, report);
        return [{ model, report: read, key: { modelRef, ...placeOf(read) } }];
      } catch (error) {
        unclear.push(modelRef);
        logger.warn(
          `What the source '${source.id}' lists of '${modelRef}' in '${scope}' is not understood`,
          { cause: String(error) },
        );
        return [];
      }
    });
    if (unknown.size > 0) {
      logger.info(
        `The source '${source.id}' lists ${unknown.size} models in '${scope}' that the catalog does not have`,
      );
    }
    return { entries, unclear };
  }

  #understand(
    { allowedSilence, goneAfter }: DeploymentSource,
    report: SourceDeployment['report'],
  ): DeploymentReport {
    const read = deploymentReportSchema.parse({
      ...{ ...report, allowedSilence, goneAfter },
    });
    const { since } = read;
    const now = this.#options.now();
    observedTime({ reported: since, field: 'since', now });
    return read;
  }

  async #findModels(
    listed: readonly SourceDeployment[],
  ): Promise<Map<string, VisibleModel>> {
    const refs = [...new Set(listed.map(({ modelRef }) => modelRef))];
    const byRef = new Map<string, VisibleModel>();
    for (const some of inBatches(refs, MODELS_AT_ONCE)) {
      const found = await this.#options.models.find(some);
      found.forEach(model => byRef.set(model.modelRef, model));
    }
    return byRef;
  }

  /** Notes that deployments still run as they are known, and returns which. */
  async #noteKnown(
    entries: readonly Listed[],
    { source, scope }: Listing,
  ): Promise<DeploymentKey[]> {
    const { writes, now } = this.#options;
    const { allowedSilence, goneAfter } = source;
    const listedBy = { source: source.id, scope };
    const actor = actorOf(listedBy);
    const refs = [...new Set(entries.map(({ key }) => key.modelRef))];
    return writes.confirm(refs, async tx => {
      const time = now();
      const stored = await deploymentsAt(
        tx,
        entries.map(({ key }) => key),
      );
      const same = entries.flatMap(({ key, report }) => {
        const known = stored.get(keyText(key));
        const seen = { report, actor, listedBy, now: time };
        return known && saysTheSame(known, seenDeployment(seen, known))
          ? [key]
          : [];
      });
      await noteSeen(tx, same, {
        ...{ at: time, scope, allowedSilence, goneAfter },
      });
      return same;
    });
  }

  async #recordNews(
    entries: readonly Listed[],
    listedBy: ListedBy,
  ): Promise<boolean> {
    const { writes, config, logger } = this.#options;
    const [{ model }] = entries;
    const { modelRef } = model;
    const actor = actorOf(listedBy);
    const reports = entries.map(({ report }) => report);
    try {
      await writes.run(
        {
          ...{ model, actor, content: { reports } },
          operation: 'record-listing',
        },
        async (tx, _, time) => {
          const receipts = await recordDeployments(tx, {
            ...{ modelRef, reports, actor, listedBy, now: time },
            lifecycle: config.lifecycle,
          });
          return {
            answer: undefined,
            happened: receipts.some(({ changed }) => changed)
              ? [{ feature: 'deployments', action: 'deployment-reported' }]
              : [],
          };
        },
      );
      return true;
    } catch (error) {
      logger.warn(
        `What the source '${listedBy.source}' lists of '${modelRef}' in '${listedBy.scope}' could not be recorded`,
        { cause: String(error) },
      );
      return false;
    }
  }
}

function actorOf({ source }: ListedBy): string {
  return `source:${source}`;
}

// Each would be news after the other, every time that the source is asked.
function lastOfEach(entries: readonly Listed[]): {
  entries: Listed[];
  twice: DeploymentKey[];
} {
  const last = new Map<string, Listed>();
  const twice = new Map<string, DeploymentKey>();
  for (const one of entries) {
    const key = keyText(one.key);
    if (last.has(key)) {
      twice.set(key, one.key);
    }
    last.set(key, one);
  }
  return { entries: [...last.values()], twice: [...twice.values()] };
}
