import { configApiRef, useApi } from '@backstage/frontend-plugin-api';
import { SignInPageProps } from '@backstage/plugin-app-react';
import { useState } from 'react';
import { NoSignInConfigured } from './NoSignInConfigured';
import { Person, readPeople } from './people';
import { PeopleList } from './PeopleList';
import { rememberedPerson } from './rememberedPerson';
import { SigningIn } from './SigningIn';

/** Asks who is there, unless this browser knows it from the last time. */
export function SignInPage({ onSignInSuccess }: SignInPageProps) {
  const [people] = useState(readPeople(useApi(configApiRef)));
  const [person, setPerson] = useState(() => rememberedPerson.recall(people));

  function choose(chosen: Person) {
    rememberedPerson.remember(chosen);
    setPerson(chosen);
  }

  function startOver() {
    rememberedPerson.forget();
    setPerson(undefined);
  }

  if (people.length === 0) {
    return <NoSignInConfigured />;
  }
  if (!person) {
    return <PeopleList people={people} onChoose={choose} />;
  }
  return (
    <SigningIn
      person={person}
      onSignInSuccess={onSignInSuccess}
      onChooseAgain={startOver}
    />
  );
}
