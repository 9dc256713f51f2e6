import { Text } from '@backstage/ui';
import { Person } from './people';
import styles from './SignIn.module.css';

/** One person to sign in as. */
export function PersonButton(props: {
  person: Person;
  /** The place in the list, which gives the person a colour of their own. */
  position: number;
  onChoose: (person: Person) => void;
}) {
  const { person, position, onChoose } = props;
  return (
    <button
      type="button"
      className={styles.person}
      aria-label={describe(person)}
      onClick={() => onChoose(person)}
    >
      <span
        aria-hidden
        className={styles.initials}
        style={{ backgroundColor: `hsl(${165 + position * 47} 42% 34%)` }}
      >
        {initialsOf(person.displayName)}
      </span>
      <span className={styles.personText}>
        <Text weight="bold">{person.displayName}</Text>
        <Text variant="body-small">{person.title}</Text>
        {person.team && (
          <Text variant="body-small" color="secondary">
            {person.team}
          </Text>
        )}
      </span>
    </button>
  );
}

function describe({ displayName, title, team }: Person): string {
  return [displayName, title, team].filter(Boolean).join(', ');
}

function initialsOf(name: string): string {
  return name
    .split(/\s+/)
    .map(word => word.charAt(0))
    .slice(0, 2)
    .join('');
}
