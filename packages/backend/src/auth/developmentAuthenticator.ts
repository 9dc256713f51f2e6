import {
  isUserEntity,
  parseEntityRef,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import {
  AuthenticationError,
  ForwardedError,
  NotAllowedError,
} from '@backstage/errors';
import {
  AuthResolverContext,
  createProxyAuthenticator,
  ProfileInfo,
  SignInResolver,
} from '@backstage/plugin-auth-node';

/** The request header that names the person to sign in as. */
const PERSON_HEADER = 'x-development-person';

/** Whom the request asked to be signed in as, one of the listed people. */
type ChosenPerson = { userEntityRef: string };

/** Accepts a request that names one of the listed people. */
export function createDevelopmentAuthenticator(people: ReadonlySet<string>) {
  return createProxyAuthenticator({
    async defaultProfileTransform(
      { userEntityRef }: ChosenPerson,
      context: AuthResolverContext,
    ) {
      return { profile: await readProfile(userEntityRef, context) };
    },
    initialize() {},
    async authenticate({ req }) {
      const named = req.header(PERSON_HEADER);
      if (!named) {
        throw new AuthenticationError(
          `The header '${PERSON_HEADER}' is missing: it names the person to sign in as, e.g. user:default/somebody`,
        );
      }
      const userEntityRef = normalizeUserRef(named);
      if (!userEntityRef || !people.has(userEntityRef)) {
        throw new NotAllowedError(
          `'${named}' is not one of the people listed in 'auth.providers.development.people'`,
        );
      }
      return { result: { userEntityRef } };
    },
  });
}

/** Signs in with the user's ownership claims as the catalog knows them. */
export const signInAsCatalogUser: SignInResolver<ChosenPerson> = async (
  { result },
  context,
) => context.signInWithCatalogUser({ entityRef: result.userEntityRef });

async function readProfile(
  userEntityRef: string,
  context: AuthResolverContext,
): Promise<ProfileInfo> {
  const { entity } = await context
    .findCatalogUser({ entityRef: userEntityRef })
    .catch(error => {
      throw new ForwardedError(
        `Could not find '${userEntityRef}' in the catalog; right after the first start it may still be loading`,
        error,
      );
    });
  if (!isUserEntity(entity)) {
    return {};
  }
  const { displayName, email, picture } = entity.spec.profile ?? {};
  return { displayName, email, picture };
}

function normalizeUserRef(value: string): string | undefined {
  try {
    return stringifyEntityRef(parseEntityRef(value, { defaultKind: 'user' }));
  } catch {
    return undefined;
  }
}
