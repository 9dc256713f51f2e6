import { ProxiedSignInPage } from '@backstage/core-components';
import { IdentityApi } from '@backstage/frontend-plugin-api';
import { Button, Flex, Text } from '@backstage/ui';
import { useCallback, useState } from 'react';
import { Person } from './people';
import { rememberedPerson } from './rememberedPerson';
import { SignInFrame } from './SignInFrame';

/** Signs the person in, and says why when that does not work. */
export function SigningIn(props: {
  person: Person;
  onSignInSuccess: (identity: IdentityApi) => void;
  onChooseAgain: () => void;
}) {
  const { person, onSignInSuccess, onChooseAgain } = props;
  const [attempt, setAttempt] = useState(0);

  const Failed = useCallback(
    ({ error }: { error?: Error }) => (
      <SignInFrame
        title={`Could not sign in as ${person.displayName}`}
        description={reasonOf(error)}
      >
        <Flex gap="2">
          <Button onPress={() => setAttempt(n => n + 1)}>Try again</Button>
          <Button variant="secondary" onPress={onChooseAgain}>
            Choose somebody else
          </Button>
        </Flex>
        <Text as="p" variant="body-small" color="secondary">
          If the backend is still starting, wait until the terminal says that
          the portal is ready.
        </Text>
      </SignInFrame>
    ),
    [person, onChooseAgain],
  );

  return (
    <ProxiedSignInPage
      key={attempt}
      provider="development"
      headers={{ 'x-development-person': person.userEntityRef }}
      onSignInSuccess={identity => onSignInSuccess(forgetOnSignOut(identity))}
      ErrorComponent={Failed}
    />
  );
}

// The cause is what the backend said; the error only says that a request failed.
function reasonOf(error: Error | undefined): string {
  const said = error?.cause instanceof Error ? error.cause : error;
  return said?.message ?? 'The backend did not say why.';
}

function forgetOnSignOut(identity: IdentityApi): IdentityApi {
  return {
    getProfileInfo: () => identity.getProfileInfo(),
    getBackstageIdentity: () => identity.getBackstageIdentity(),
    getCredentials: () => identity.getCredentials(),
    async signOut() {
      rememberedPerson.forget();
      await identity.signOut();
    },
  };
}
