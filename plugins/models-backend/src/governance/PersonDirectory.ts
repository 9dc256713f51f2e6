import {
  AuthService,
  BackstageCredentials,
  UserInfoService,
} from '@backstage/backend-plugin-api';
import {
  RELATION_CHILD_OF,
  RELATION_MEMBER_OF,
} from '@backstage/catalog-model';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { DecidingPerson } from '@modelry/backstage-plugin-models-common';

/** Deeper than any company's chart; it ends walks through circular group trees. */
const MAX_GROUP_DEPTH = 20;

const UPWARDS: readonly string[] = [RELATION_MEMBER_OF, RELATION_CHILD_OF];

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
    // Not every sign-in puts the groups into the token: the catalog is asked as well.
    let level = [...memberOf];
    for (let depth = 0; level.length > 0 && depth < MAX_GROUP_DEPTH; depth++) {
      level = (await this.#groupsAbove(level)).filter(
        ref => !memberOf.has(ref),
      );
      for (const ref of level) {
        memberOf.add(ref);
      }
    }
    return { userEntityRef, memberOf };
  }

  async #groupsAbove(refs: readonly string[]): Promise<string[]> {
    // Who is in which group is not a matter of what the caller may see.
    const { items } = await this.#catalog.getEntitiesByRefs(
      { entityRefs: [...refs], fields: ['kind', 'relations'] },
      { credentials: await this.#auth.getOwnServiceCredentials() },
    );
    return items.flatMap(
      entity =>
        entity?.relations
          ?.filter(({ type }) => UPWARDS.includes(type))
          .map(relation => relation.targetRef) ?? [],
    );
  }
}
