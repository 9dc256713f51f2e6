import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';

/** The entity refs of the people that `people` in the configuration lists. */
export function readDevelopmentPeople(config: Config): ReadonlySet<string> {
  const people = config
    .getConfigArray('people')
    .map(person => readUserRef(person.getString('userEntityRef')));
  if (people.length === 0) {
    throw new InputError(
      `'auth.providers.development.people' is empty: list somebody to sign in as, or remove 'auth.providers.development'`,
    );
  }
  return new Set(people);
}

function readUserRef(value: string): string {
  const ref = parseEntityRef(value, { defaultKind: 'user' });
  if (ref.kind.toLocaleLowerCase('en-US') !== 'user') {
    throw new InputError(
      `'auth.providers.development.people' lists '${value}', which is no user: use an entity ref such as user:default/somebody`,
    );
  }
  return stringifyEntityRef(ref);
}
