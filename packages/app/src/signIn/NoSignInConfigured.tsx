import { Link, Text } from '@backstage/ui';
import { SignInFrame } from './SignInFrame';

/** Says what to do when nobody can sign in. */
export function NoSignInConfigured() {
  return (
    <SignInFrame
      title="No sign-in is configured"
      description="This portal has no way to tell who you are, so it lets nobody in."
    >
      <Text as="p">
        To try it with the people of the demo company, start it with{' '}
        <code>npm start</code>: that adds app-config.development.yaml, which
        lists them under <code>auth.providers.development</code>.
      </Text>
      <Text as="p">
        To run it for your company, add{' '}
        <Link href="https://backstage.io/docs/auth/" target="_blank">
          a sign-in provider of Backstage
        </Link>{' '}
        to packages/backend and its sign-in page to packages/app/src/signIn.
      </Text>
    </SignInFrame>
  );
}
