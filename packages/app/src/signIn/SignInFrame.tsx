import { Text } from '@backstage/ui';
import { ReactNode } from 'react';
import { Mark } from '../brand/Mark';
import styles from './SignIn.module.css';

/** The page around everything that is said before somebody has signed in. */
export function SignInFrame(props: {
  title: string;
  description: ReactNode;
  children: ReactNode;
}) {
  return (
    <main className={styles.page}>
      <div className={styles.column}>
        <div className={styles.brand}>
          <Mark size={36} />
          <Text variant="title-small" weight="bold">
            Aldermoor Portal
          </Text>
        </div>
        <Text as="h1" variant="title-medium" weight="bold">
          {props.title}
        </Text>
        <Text as="p" color="secondary">
          {props.description}
        </Text>
        {props.children}
      </div>
    </main>
  );
}
