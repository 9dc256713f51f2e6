import {
  AuthService,
  BackstageCredentials,
  UserInfoService,
} from '@backstage/backend-plugin-api';
import { RELATION_CHILD_OF } from '@backstage/catalog-model';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { DecidingPerson } from '@modelry/backstage-plugin-models-common';

/** Deeper than any company's chart; it ends walks through circular group trees. */
const MAX_GROUP_DEPTH = 20;

/** Knows who a caller is and which groups they belong to, however deeply nested. */
export class PersonDirectory {
  readonly #auth: AuthService;
  readonly #userInfo: UserInfoService;
  readonly #catalog: CatalogService;

  constructor(options: {
    auth: AuthService;
    userInfo: UserInfoService;
    catalog: CatalogService;
  }) {
    this.#auth = options.auth;
    this.#userInfo = options.userInfo;
    this.#catalog = options.catalog;
  }

  /** The person behind credentials; nobody when a machine calls. */
  async findPerson(
    credentials: BackstageCredentials,
  ): Promise<DecidingPerson | undefined> {
    if (!this.#auth.isPrincipal(credentials, 'user')) {
      return undefined;
    }
    const { userEntityRef, ownershipEntityRefs } =
      await this.#userInfo.getUserInfo(credentials);
    const memberOf = new Set([userEntityRef, ...ownershipEntityRefs]);
    let level = [...memberOf].filter(ref => ref.startsWith('group:'));
    for (let depth = 0; level.length > 0 && depth < MAX_GROUP_DEPTH; depth++) {
      const parents = await this.#parentsOf(level);
      level = parents.filter(ref => !memberOf.has(ref));
      level.forEach(ref => memberOf.add(ref));
    }
    return { userEntityRef, memberOf };
  }

  async #parentsOf(groups: readonly string[]): Promise<string[]> {
    // Who is in which group is not a matter of what the caller may see.
    const { items } = await this.#catalog.getEntitiesByRefs(
      { entityRefs: [...groups], fields: ['kind', 'relations'] },
      { credentials: await this.#auth.getOwnServiceCredentials() },
    );
    return items.flatMap(
      group =>
        group?.relations
          ?.filter(relation => relation.type === RELATION_CHILD_OF)
          .map(relation => relation.targetRef) ?? [],
    );
  }
}
