import {
  CacheService,
  LoggerService,
  UrlReaderService,
} from '@backstage/backend-plugin-api';
import { Config } from '@backstage/config';
import { ScmIntegrations } from '@backstage/integration';
import { Entity } from '@backstage/catalog-model';
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { CardFiles } from './CardFiles';
import { explainCardError, isNotModified } from './cardErrors';
import { CardPlace, locateCard } from './locateCard';
import { readBounded } from './readBounded';

/** How long a card is not asked for again. */
const FRESH_MS = 5 * 60_000;

/** How long a card that could not be read is not asked for again. */
const RETRY_MS = 60_000;

/** How long a card is kept, to be shown when its source is down. */
const KEEP_MS = 24 * 60 * 60_000;

const TIMEOUT_MS = 10_000;

const keptSchema = z.object({
  text: z.string().optional(),
  etag: z.string().optional(),
  readAt: z.string().optional(),
  problem: z.string().optional(),
  checkedAt: z.string(),
});

type Kept = z.output<typeof keptSchema>;

/** What could be had of a card. */
export interface ReadCard {
  location: string;
  text?: string;
  /** ISO 8601 */
  readAt?: string;
  /** Why it could not be read, or not again. */
  problem?: string;
}

interface CardReaderOptions {
  cache: CacheService;
  files: CardFiles;
  integrations: ScmIntegrations;
  logger: LoggerService;
  now: () => Date;
  urlReader: UrlReaderService;
}

/**
 * Reads cards from where entities say, seldom: however often a page is opened, a source
 * is asked once in some minutes, and answers only what changed.
 */
export class CardReader {
  readonly #options: CardReaderOptions;
  readonly #underway = new Map<string, Promise<Kept>>();

  static fromConfig(
    config: Config,
    options: Omit<CardReaderOptions, 'files' | 'integrations'>,
  ): CardReader {
    return new CardReader({
      ...options,
      files: CardFiles.fromConfig(config),
      integrations: ScmIntegrations.fromConfig(config),
    });
  }

  private constructor(options: CardReaderOptions) {
    this.#options = options;
  }

  /** Reads the card of a model. */
  async read(entity: Entity, card: string): Promise<ReadCard> {
    const place = locateCard(entity, card, this.#options.integrations);
    if (place.kind === 'nowhere') {
      return { location: place.shownAs, problem: place.problem };
    }
    const { text, readAt, problem } = await this.#current(place);
    return {
      location: place.shownAs,
      ...(text !== undefined && { text }),
      ...(readAt && { readAt }),
      ...(problem && { problem }),
    };
  }

  async #current(place: Exclude<CardPlace, { kind: 'nowhere' }>) {
    const source = place.kind === 'url' ? place.url : `file:${place.path}`;
    const key = `card:${createHash('sha256').update(source).digest('hex')}`;
    const kept = await this.#keptUnder(key);
    if (kept && this.#isFresh(kept)) {
      return kept;
    }
    const underway = this.#underway.get(key);
    if (underway) {
      return underway;
    }
    const asked = this.#ask(place, kept)
      .then(async answer => {
        await this.#options.cache.set(key, answer, { ttl: KEEP_MS });
        return answer;
      })
      .finally(() => this.#underway.delete(key));
    this.#underway.set(key, asked);
    return asked;
  }

  async #keptUnder(key: string): Promise<Kept | undefined> {
    const parsed = keptSchema.safeParse(await this.#options.cache.get(key));
    return parsed.success ? parsed.data : undefined;
  }

  #isFresh(kept: Kept): boolean {
    const age = this.#options.now().getTime() - Date.parse(kept.checkedAt);
    return age < (kept.problem ? RETRY_MS : FRESH_MS);
  }

  async #ask(
    place: Exclude<CardPlace, { kind: 'nowhere' }>,
    kept: Kept | undefined,
  ): Promise<Kept> {
    const checkedAt = this.#options.now().toISOString();
    try {
      const read = await this.#fetch(place, kept?.etag);
      return { ...read, readAt: checkedAt, checkedAt };
    } catch (error) {
      const { problem: _, ...old } = { ...kept, checkedAt };
      if (isNotModified(error) && kept?.text !== undefined) {
        return { ...old, readAt: checkedAt };
      }
      this.#options.logger.warn(
        `Could not read the model card ${place.shownAs}`,
        error instanceof Error ? error : undefined,
      );
      return { ...old, problem: explainCardError(error, place.shownAs) };
    }
  }

  async #fetch(
    place: Exclude<CardPlace, { kind: 'nowhere' }>,
    etag: string | undefined,
  ): Promise<{ text: string; etag?: string }> {
    const signal = AbortSignal.timeout(TIMEOUT_MS);
    if (place.kind === 'file') {
      const file = await this.#options.files.open(place.path);
      return { text: await readBounded(file, signal) };
    }
    const response = await this.#options.urlReader.readUrl(place.url, {
      signal,
      ...(etag && { etag }),
    });
    const content = response.stream?.() ?? (await response.buffer());
    return {
      text: await readBounded(content, signal),
      ...(response.etag && { etag: response.etag }),
    };
  }
}
