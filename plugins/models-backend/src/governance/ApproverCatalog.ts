import { AuthService } from '@backstage/backend-plugin-api';
import {
  Entity,
  RELATION_HAS_MEMBER,
  RELATION_PARENT_OF,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { CatalogService } from '@backstage/plugin-catalog-node';
import {
  ApproverDirectory,
  Decision,
  EffectiveRequirement,
  GovernanceRecord,
  entitledRefs,
} from '@modelry/backstage-plugin-models-common';

/** Deeper than any company's chart; it ends walks through circular group trees. */
const MAX_GROUP_DEPTH = 20;

const REFS_AT_ONCE = 500;

/** How long what the catalog said is believed. */
const REMEMBERED_MS = 30_000;

type Approvers = { exists: boolean; people: ReadonlySet<string> };

const NOT_THERE: Approvers = { exists: false, people: new Set() };

/**
 * Knows whether the groups and users that policies name exist, and which people they
 * hold: a sign-off that nobody can give must not look as if it were only missing.
 *
 * Who is in which group is not a matter of what a caller may see: of people in groups
 * only numbers are told, and those whose acts on the model can be read anyway.
 */
export class ApproverCatalog {
  readonly #options: {
    auth: AuthService;
    catalog: CatalogService;
    now: () => Date;
  };
  readonly #known = new Map<
    string,
    { at: number; found: Promise<Approvers> }
  >();

  constructor(options: {
    auth: AuthService;
    catalog: CatalogService;
    now: () => Date;
  }) {
    this.#options = options;
  }

  /**
   * What the catalog says of the approvers of requirements, and of the owner of the model
   * if their duties are separated.
   */
  async describe(
    requirements: readonly EffectiveRequirement[],
    {
      owner,
      roleHolders,
    }: Pick<GovernanceRecord, 'roleHolders'> & { owner: string | undefined },
  ): Promise<ApproverDirectory> {
    const refs = new Set(
      requirements.flatMap(({ approvers, separationOfDuties }) => [
        ...entitledRefs({ named: approvers, roleHolders, separationOfDuties }),
        ...(separationOfDuties && owner ? [owner] : []),
      ]),
    );
    this.#forgetOld();
    const described = new Map<string, Approvers>();
    for (const ref of refs) {
      described.set(ref, await this.#remember(ref));
    }
    return described;
  }

  // Many who ask at once are answered by one walk through the groups.
  #remember(ref: string): Promise<Approvers> {
    const known = this.#known.get(ref);
    if (known) {
      return known.found;
    }
    const found = this.#lookUp(ref);
    this.#known.set(ref, { at: this.#options.now().getTime(), found });
    found.catch(() => this.#known.delete(ref));
    return found;
  }

  #forgetOld(): void {
    const now = this.#options.now().getTime();
    for (const [ref, { at }] of this.#known) {
      if (Math.abs(now - at) >= REMEMBERED_MS) {
        this.#known.delete(ref);
      }
    }
  }

  /** Those of the people who decided that the catalog knows. */
  async knownPeople(
    decisions: ReadonlyArray<Pick<Decision, 'decidedBy'>>,
  ): Promise<ReadonlySet<string>> {
    const refs = new Set(decisions.map(({ decidedBy }) => decidedBy));
    return new Set((await this.#find([...refs])).map(stringifyEntityRef));
  }

  async #lookUp(ref: string): Promise<Approvers> {
    const [entity] = await this.#find([ref]);
    if (!entity) {
      return NOT_THERE;
    }
    return {
      exists: true,
      people: isUser(ref) ? new Set([ref]) : await this.#membersOf([entity]),
    };
  }

  async #membersOf(groups: readonly Entity[]): Promise<Set<string>> {
    const seen = new Set(groups.map(stringifyEntityRef));
    const members = new Set<string>();
    let level = groups;
    for (let depth = 0; level.length > 0 && depth < MAX_GROUP_DEPTH; depth++) {
      level.flatMap(membersIn).forEach(ref => members.add(ref));
      const below = level.flatMap(childrenOf).filter(ref => !seen.has(ref));
      below.forEach(ref => seen.add(ref));
      level = await this.#find([...new Set(below)]);
    }
    // A group may name members that the catalog does not have.
    return new Set((await this.#find([...members])).map(stringifyEntityRef));
  }

  async #find(entityRefs: readonly string[]): Promise<Entity[]> {
    const { auth, catalog } = this.#options;
    const found: Entity[] = [];
    for (let from = 0; from < entityRefs.length; from += REFS_AT_ONCE) {
      const { items } = await catalog.getEntitiesByRefs(
        {
          entityRefs: entityRefs.slice(from, from + REFS_AT_ONCE),
          fields: ['kind', 'metadata.name', 'metadata.namespace', 'relations'],
        },
        { credentials: await auth.getOwnServiceCredentials() },
      );
      found.push(...items.flatMap(entity => entity ?? []));
    }
    return found;
  }
}

function isUser(ref: string): boolean {
  return ref.startsWith('user:');
}

function membersIn(group: Entity): string[] {
  return targets(group, RELATION_HAS_MEMBER).filter(isUser);
}

function childrenOf(group: Entity): string[] {
  return targets(group, RELATION_PARENT_OF);
}

function targets(entity: Entity, type: string): string[] {
  return (entity.relations ?? [])
    .filter(relation => relation.type === type)
    .map(({ targetRef }) => targetRef);
}
