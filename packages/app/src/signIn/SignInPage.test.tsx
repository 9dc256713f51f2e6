import { IdentityApi } from '@backstage/frontend-plugin-api';
import { renderInTestApp } from '@backstage/frontend-test-utils';
import { cleanup, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { SignInPage } from './SignInPage';

const VERA = {
  userEntityRef: 'user:default/vera-validator',
  displayName: 'Vera Validator',
  title: 'Model validator',
  team: 'Credit model validation',
};
const ROSA = { userEntityRef: 'user:default/rosa-risk', title: 'Risk officer' };

const SESSION = {
  profile: { displayName: 'Vera Validator' },
  backstageIdentity: {
    token: 'header.e30.signature',
    identity: {
      type: 'user',
      userEntityRef: VERA.userEntityRef,
      ownershipEntityRefs: [VERA.userEntityRef],
    },
  },
};

function answer(status: number, body: unknown) {
  return jest
    .spyOn(global, 'fetch')
    .mockImplementation(async () => Response.json(body, { status }));
}

async function open(people: object[] = [VERA, ROSA]) {
  cleanup();
  const onSignInSuccess = jest.fn<void, [IdentityApi]>();
  await renderInTestApp(<SignInPage onSignInSuccess={onSignInSuccess} />, {
    config: {
      backend: { baseUrl: 'http://backend' },
      ...(people.length > 0 && {
        auth: { providers: { development: { people } } },
      }),
    },
  });
  return onSignInSuccess;
}

afterEach(() => {
  jest.restoreAllMocks();
  localStorage.clear();
});

it('offers the people by name, title and team', async () => {
  await open();
  expect(
    screen.getByRole('button', {
      name: 'Vera Validator, Model validator, Credit model validation',
    }),
  ).toBeInTheDocument();
  expect(
    screen.getByRole('button', {
      name: 'user:default/rosa-risk, Risk officer',
    }),
  ).toBeInTheDocument();
});

it('signs in as the chosen person', async () => {
  const fetch = answer(200, SESSION);
  const onSignInSuccess = await open();
  await userEvent.click(screen.getByRole('button', { name: /Vera/ }));
  await waitFor(() => expect(onSignInSuccess).toHaveBeenCalledTimes(1));

  const [url, init] = fetch.mock.calls[0];
  expect(url).toBe('http://backend/api/auth/development/refresh');
  expect(new Headers(init?.headers).get('x-development-person')).toBe(
    VERA.userEntityRef,
  );
  const [identity] = onSignInSuccess.mock.calls[0];
  await expect(identity.getBackstageIdentity()).resolves.toEqual(
    SESSION.backstageIdentity.identity,
  );
  await expect(identity.getCredentials()).resolves.toEqual({
    token: SESSION.backstageIdentity.token,
  });
});

it('remembers the person until they sign out', async () => {
  answer(200, SESSION);
  const first = await open();
  await userEvent.click(screen.getByRole('button', { name: /Vera/ }));
  await waitFor(() => expect(first).toHaveBeenCalled());

  const afterReload = await open();
  await waitFor(() => expect(afterReload).toHaveBeenCalledTimes(1));

  await afterReload.mock.calls[0][0].signOut();
  const afterSignOut = await open();
  expect(screen.getByRole('button', { name: /Vera/ })).toBeInTheDocument();
  expect(afterSignOut).not.toHaveBeenCalled();
});

it('offers the people when the remembered one is no longer listed', async () => {
  answer(200, SESSION);
  const first = await open();
  await userEvent.click(screen.getByRole('button', { name: /Vera/ }));
  await waitFor(() => expect(first).toHaveBeenCalled());

  const withoutVera = await open([ROSA]);
  expect(screen.getByRole('button', { name: /rosa/ })).toBeInTheDocument();
  expect(withoutVera).not.toHaveBeenCalled();
});

it('says why somebody could not be signed in, and lets them go on', async () => {
  const refused = answer(404, {
    error: { name: 'NotFoundError', message: 'Vera is not in the catalog' },
  });
  const onSignInSuccess = await open();
  await userEvent.click(screen.getByRole('button', { name: /Vera/ }));
  expect(
    await screen.findByText(/Could not sign in as Vera Validator/),
  ).toBeInTheDocument();
  expect(screen.getByText(/Vera is not in the catalog/)).toBeInTheDocument();
  expect(onSignInSuccess).not.toHaveBeenCalled();

  await userEvent.click(
    screen.getByRole('button', { name: 'Choose somebody else' }),
  );
  await userEvent.click(screen.getByRole('button', { name: /Vera/ }));
  refused.mockRestore();
  answer(200, SESSION);
  await userEvent.click(
    await screen.findByRole('button', { name: 'Try again' }),
  );
  await waitFor(() => expect(onSignInSuccess).toHaveBeenCalledTimes(1));
});

it('says what to configure when there is nobody to sign in as', async () => {
  await open([]);
  expect(screen.getByText('No sign-in is configured')).toBeInTheDocument();
  expect(
    screen.getByRole('link', { name: /sign-in provider/ }),
  ).toHaveAttribute('href', 'https://backstage.io/docs/auth/');
});
