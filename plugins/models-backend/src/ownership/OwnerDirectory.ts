import {
  AuthService,
  BackstageCredentials,
} from '@backstage/backend-plugin-api';
import {
  Entity,
  RELATION_HAS_MEMBER,
  RELATION_PARENT_OF,
  parseEntityRef,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { OwnerFacts } from '@modelry/backstage-plugin-models-common';
import { z } from 'zod';

/** Deeper than any company's chart; it ends walks through circular group trees. */
const MAX_GROUP_DEPTH = 20;

/** How many entities one request to the catalog asks for. */
const BATCH = 500;

const NAME_FIELDS = ['metadata.title', 'spec.profile.displayName'];

const namedSchema = z.object({
  metadata: z.object({ title: z.string().optional() }),
  spec: z
    .object({
      profile: z.object({ displayName: z.string().optional() }).optional(),
    })
    .optional(),
});

const MAIL_FIELD = 'spec.profile.email';

const mailedSchema = z.object({
  spec: z.object({ profile: z.object({ email: z.string() }) }),
});

/** Knows who exists to own models, and whom they stand for. */
export class OwnerDirectory {
  readonly #auth: AuthService;
  readonly #catalog: CatalogService;

  constructor(options: { auth: AuthService; catalog: CatalogService }) {
    this.#auth = options.auth;
    this.#catalog = options.catalog;
  }

  /** Which of these the catalog knows and the caller may see. */
  async findVisible(
    refs: readonly string[],
    credentials: BackstageCredentials,
  ): Promise<Set<string>> {
    // What a machine may see does not differ from entity to entity.
    const seer = this.#auth.isPrincipal(credentials, 'service')
      ? await this.#auth.getOwnServiceCredentials()
      : credentials;
    return new Set((await this.#load(refs, seer)).keys());
  }

  /**
   * What the catalog knows about these groups and users; those it does not know are left
   * out. Who is in which group is not a matter of what a caller may see.
   */
  async factsOf(refs: readonly string[]): Promise<OwnerFacts> {
    const credentials = await this.#auth.getOwnServiceCredentials();
    const groups = new Map<string, Entity>();
    let level = [...new Set(refs)];
    for (let depth = 0; level.length > 0 && depth < MAX_GROUP_DEPTH; depth++) {
      const found = await this.#load(level, credentials);
      found.forEach((entity, ref) => groups.set(ref, entity));
      level = [...found.values()]
        .flatMap(entity => targets(entity, RELATION_PARENT_OF))
        .filter((ref, index, all) => all.indexOf(ref) === index)
        .filter(ref => !groups.has(ref));
    }
    const members = [...groups.values()].flatMap(entity =>
      targets(entity, RELATION_HAS_MEMBER),
    );
    const people = await this.#load(members, credentials);
    return new Map(
      refs.flatMap(ref =>
        groups.has(ref)
          ? [[ref, { people: countPeople(ref, groups, people) }]]
          : [],
      ),
    );
  }

  /**
   * What people call these groups and users, e.g. `the group Risk office`; what is neither
   * stays as it is.
   */
  async namesOf(refs: readonly string[]): Promise<(ref: string) => string> {
    const wanted = [...new Set(refs)].filter(ref => /^(group|user):/.test(ref));
    const found = await this.#loadNames(wanted);
    return ref => {
      if (!wanted.includes(ref)) {
        return ref;
      }
      const name = displayName(found.get(ref)) ?? parseEntityRef(ref).name;
      return ref.startsWith('group:') ? `the group ${name}` : name;
    };
  }

  /**
   * Entity refs of people and groups as other systems name them: by an entity ref, an
   * e-mail address, or a user name.
   */
  async refsOf(
    names: readonly string[],
  ): Promise<(name: string) => string | undefined> {
    const byMail = await this.#byMail(names.filter(isMail));
    return name =>
      isMail(name) ? byMail.get(lowerCase(name)) : refOfName(name);
  }

  async #byMail(mails: readonly string[]): Promise<Map<string, string>> {
    const found = new Map<string, string>();
    if (mails.length === 0) {
      return found;
    }
    const people = this.#catalog.streamEntities(
      {
        filter: { kind: 'User', [MAIL_FIELD]: [...new Set(mails)] },
        fields: ['kind', 'metadata.name', 'metadata.namespace', MAIL_FIELD],
      },
      { credentials: await this.#auth.getOwnServiceCredentials() },
    );
    for await (const page of people) {
      for (const person of page) {
        const { data } = mailedSchema.safeParse(person);
        if (data) {
          const { email } = data.spec.profile;
          found.set(lowerCase(email), stringifyEntityRef(person));
        }
      }
    }
    return found;
  }

  /** Whether the catalog says that there is no such group or user (any more). */
  async isGone(ref: string): Promise<boolean> {
    try {
      const credentials = await this.#auth.getOwnServiceCredentials();
      return !(await this.#load([ref], credentials)).has(ref);
    } catch {
      return false;
    }
  }

  // What is done is told, if need be by plainer names.
  async #loadNames(refs: readonly string[]): Promise<Map<string, Entity>> {
    try {
      const credentials = await this.#auth.getOwnServiceCredentials();
      return await this.#load(refs, credentials, NAME_FIELDS);
    } catch {
      return new Map();
    }
  }

  async #load(
    refs: readonly string[],
    credentials: BackstageCredentials,
    fields: string[] = ['relations'],
  ): Promise<Map<string, Entity>> {
    const wanted = [...new Set(refs)];
    const found = new Map<string, Entity>();
    for (let start = 0; start < wanted.length; start += BATCH) {
      const { items } = await this.#catalog.getEntitiesByRefs(
        {
          entityRefs: wanted.slice(start, start + BATCH),
          fields: ['kind', 'metadata.name', 'metadata.namespace', ...fields],
        },
        { credentials },
      );
      for (const entity of items) {
        if (entity) {
          found.set(stringifyEntityRef(entity), entity);
        }
      }
    }
    return found;
  }
}

function displayName(entity: Entity | undefined): string | undefined {
  const { data } = namedSchema.safeParse(entity);
  return data?.metadata.title ?? data?.spec?.profile?.displayName;
}

function isMail(name: string): boolean {
  return name.includes('@');
}

function lowerCase(text: string): string {
  return text.toLocaleLowerCase('en-US');
}

const REF = /^((user|group):)?([a-z0-9-]{1,63}\/)?[\w.-]{1,63}$/i;

function refOfName(name: string): string | undefined {
  return REF.test(name)
    ? stringifyEntityRef(parseEntityRef(name, { defaultKind: 'user' }))
    : undefined;
}

function targets(entity: Entity, type: string): string[] {
  return (entity.relations ?? [])
    .filter(relation => relation.type === type)
    .map(relation => relation.targetRef);
}

function countPeople(
  ref: string,
  groups: ReadonlyMap<string, Entity>,
  people: ReadonlyMap<string, Entity>,
): number {
  if (ref.startsWith('user:')) {
    return 1;
  }
  const seen = new Set<string>();
  const members = new Set<string>();
  const waiting = [ref];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const group = groups.get(next);
    if (group && !seen.has(next)) {
      seen.add(next);
      targets(group, RELATION_HAS_MEMBER)
        .filter(member => people.has(member))
        .forEach(member => members.add(member));
      waiting.push(...targets(group, RELATION_PARENT_OF));
    }
  }
  return members.size;
}
