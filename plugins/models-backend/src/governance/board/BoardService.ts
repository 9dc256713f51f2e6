import { BackstageCredentials } from '@backstage/backend-plugin-api';
import {
  BoardDeployment,
  BoardFacets,
  BoardQuery,
  BoardRow,
  BoardWaiver,
  DecidingPerson,
  ExpiringSignOff,
  WaitingSignOff,
  modelsReviewDecidePermission,
} from '@modelry/backstage-plugin-models-common';
import { Page } from '../../database/page';
import { ModelsDatabase } from '../../database/ModelsDatabase';
import { ModelVisibility } from '../../kind/ModelVisibility';
import { PersonDirectory } from '../PersonDirectory';
import { filterFacets } from './boardFacets';
import {
  countExpiring,
  countFindings,
  countWaivers,
  listWaivers,
  expiringSignOffs,
  standingFindings,
} from './boardLists';
import { boardMatrix } from './boardMatrix';
import { ModelFilter } from './boardModels';
import {
  WaitingFilter,
  countWaiting,
  modelsWaitingFor,
  waitingSignOffs,
} from './waitingSignOffs';

const DAY_MS = 24 * 60 * 60 * 1000;

/** What the facets count as expiring: as far ahead as the board looks. */
const EXPIRING_DAYS = 90;

type ListQuery = Omit<BoardQuery, 'requirement' | 'status'>;

/** Answers the governance board: lists over all models that the caller may see. */
export class BoardService {
  readonly #options: {
    database: ModelsDatabase;
    visibility: ModelVisibility;
    people: PersonDirectory;
    now: () => Date;
  };

  constructor(options: {
    database: ModelsDatabase;
    visibility: ModelVisibility;
    people: PersonDirectory;
    now: () => Date;
  }) {
    this.#options = options;
  }

  /** What there is to filter by, and how much is on each list. */
  async facets(credentials: BackstageCredentials): Promise<BoardFacets> {
    const { database, people, now } = this.#options;
    const { knex } = database;
    const [filter, person] = await Promise.all([
      this.#filter({}, credentials),
      people.findPerson(credentials),
    ]);
    const countedWaiting = async () =>
      person
        ? countWaiting(
            knex,
            await this.#waitingFilter(filter, person, credentials),
          )
        : 0;
    const until = this.#inDays(EXPIRING_DAYS);
    const [facets, waiting, expiring, waivers, unsanctioned] =
      await Promise.all([
        filterFacets(knex, filter),
        countedWaiting(),
        countExpiring(knex, { ...filter, until }),
        countWaivers(knex, { ...filter, now: now() }),
        countFindings(knex, filter),
      ]);
    return { ...facets, waiting, expiring, waivers, unsanctioned };
  }

  /** The matrix of models and requirements. */
  async listBoard(
    query: BoardQuery,
    credentials: BackstageCredentials,
  ): Promise<Page<BoardRow>> {
    return boardMatrix(
      this.#options.database.knex,
      await this.#filter(query, credentials),
    );
  }

  /** What waits for the caller; nothing waits for a machine. */
  async listWaiting(
    query: ListQuery,
    credentials: BackstageCredentials,
  ): Promise<Page<WaitingSignOff>> {
    const { database, people } = this.#options;
    const person = await people.findPerson(credentials);
    if (!person) {
      return { items: [], pageInfo: {} };
    }
    const filter = await this.#filter(query, credentials);
    return waitingSignOffs(database.knex, {
      ...query,
      ...(await this.#waitingFilter(filter, person, credentials)),
    });
  }

  /** Sign-offs that expire within some days, or have expired. */
  async listExpiring(
    query: ListQuery & { days: number },
    credentials: BackstageCredentials,
  ): Promise<Page<ExpiringSignOff>> {
    return expiringSignOffs(this.#options.database.knex, {
      ...(await this.#filter(query, credentials)),
      until: this.#inDays(query.days),
    });
  }

  /** Waivers that count. */
  async listWaivers(
    query: ListQuery,
    credentials: BackstageCredentials,
  ): Promise<Page<BoardWaiver>> {
    return listWaivers(this.#options.database.knex, {
      ...(await this.#filter(query, credentials)),
      now: this.#options.now(),
    });
  }

  /** Deployments that run a version without its sign-offs. */
  async listUnsanctioned(
    query: ListQuery,
    credentials: BackstageCredentials,
  ): Promise<Page<BoardDeployment>> {
    return standingFindings(
      this.#options.database.knex,
      await this.#filter(query, credentials),
    );
  }

  async #filter<T extends object>(
    query: T,
    credentials: BackstageCredentials,
  ): Promise<T & Pick<ModelFilter, 'visible'>> {
    const { visibility } = this.#options;
    return { ...query, visible: await visibility.visibleRefs(credentials) };
  }

  // What a person may not decide for want of the permission does not wait for them.
  async #waitingFilter(
    filter: ModelFilter,
    person: DecidingPerson,
    credentials: BackstageCredentials,
  ): Promise<WaitingFilter> {
    const { database, visibility } = this.#options;
    const permitted = await visibility.permitted({
      permission: modelsReviewDecidePermission,
      modelRefs: () => modelsWaitingFor(database.knex, { ...filter, person }),
      credentials,
    });
    return { ...filter, person, permitted };
  }

  #inDays(days: number): Date {
    return new Date(this.#options.now().getTime() + days * DAY_MS);
  }
}
