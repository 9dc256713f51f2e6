import { Text } from '@backstage/ui';
import { Person } from './people';
import { PersonButton } from './PersonButton';
import styles from './SignIn.module.css';
import { SignInFrame } from './SignInFrame';

/** Offers the people to sign in as. */
export function PeopleList(props: {
  people: Person[];
  onChoose: (person: Person) => void;
}) {
  return (
    <SignInFrame
      title="Who are you today?"
      description="These people are made up. What you may do in the portal follows from the teams that the person belongs to in the catalog."
    >
      <ul className={styles.people} aria-label="People to sign in as">
        {props.people.map((person, position) => (
          <li key={person.userEntityRef}>
            <PersonButton
              person={person}
              position={position}
              onChoose={props.onChoose}
            />
          </li>
        ))}
      </ul>
      <Text as="p" variant="body-small" color="secondary">
        Development sign-in: there are no passwords, and the backend does not
        start with it in production.
      </Text>
    </SignInFrame>
  );
}
