import { ConfigApi } from '@backstage/frontend-plugin-api';

/** Somebody to sign in as during development. */
export type Person = {
  userEntityRef: string;
  displayName: string;
  title: string;
  team?: string;
};

/** Reads who is offered on the sign-in page; nobody outside development. */
export function readPeople(config: ConfigApi): Person[] {
  const people =
    config.getOptionalConfigArray('auth.providers.development.people') ?? [];
  return people.map(person => {
    const userEntityRef = person.getString('userEntityRef');
    return {
      userEntityRef,
      displayName: person.getOptionalString('displayName') ?? userEntityRef,
      title: person.getString('title'),
      team: person.getOptionalString('team'),
    };
  });
}
