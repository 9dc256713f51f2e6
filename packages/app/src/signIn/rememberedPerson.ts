import { Person } from './people';

const KEY = 'portal.signIn.person';

/** Keeps a reload or a new tab signed in as the same person. */
export const rememberedPerson = {
  recall(people: Person[]): Person | undefined {
    const userEntityRef = localStorage.getItem(KEY);
    return people.find(person => person.userEntityRef === userEntityRef);
  },
  remember(person: Person) {
    localStorage.setItem(KEY, person.userEntityRef);
  },
  forget() {
    localStorage.removeItem(KEY);
  },
};
