import { ResponseError } from '@backstage/errors';
import { modelOverviewSchema } from '@modelry/backstage-plugin-models-common';
import { refusal } from '../__testUtils__/fixtures';
import { explainError } from './explainError';

const GATEWAY = 'Bad Gateway';

function foreign(status: number, statusText: string, body: string) {
  return ResponseError.fromResponse({
    headers: new Headers({ 'content-type': 'text/html' }),
    ok: false,
    redirected: false,
    type: 'basic',
    status,
    statusText,
    url: 'http://localhost/api/models',
    text: async () => body,
  });
}

describe('explainError', () => {
  it.each([
    'Failed to fetch',
    'NetworkError when attempting to fetch resource.',
    'Load failed',
  ])('says what to do when the connection is lost: %s', message => {
    const words = explainError(new TypeError(message));
    expect(words).toMatch(/did not answer.*try again/i);
    expect(words).not.toContain(message);
  });

  it('says what the server said', async () => {
    expect(
      explainError(await refusal(403, 'NotAllowedError', 'Ask its owner')),
    ).toBe('Ask its owner');
  });

  it('does not show the page of a proxy', async () => {
    const words = explainError(
      await foreign(502, GATEWAY, '<html><h1>nginx</h1></html>'),
    );
    expect(words).toMatch(/answered 502 Bad Gateway\. Try again/);
    expect(words).not.toContain('html');
    expect(explainError(await foreign(504, '', ''))).toMatch(
      /answered 504\. Try again/,
    );
  });

  it('asks to sign in again when the session has ended', async () => {
    expect(
      explainError(await refusal(401, 'AuthenticationError', 'jwt expired')),
    ).toMatch(/sign in again/);
  });

  it('says what to do with an answer that cannot be read', () => {
    const { error } = modelOverviewSchema.safeParse({});
    expect(explainError(error ?? new Error())).toMatch(/Reload the page/);
    const syntax = new Error('Unexpected token <');
    syntax.name = 'SyntaxError';
    expect(explainError(syntax)).toMatch(/Reload the page/);
  });

  it('leaves other words as they are', () => {
    expect(explainError(new Error('Too many'))).toBe('Too many');
    expect(explainError(new TypeError('x is not a function'))).toBe(
      'x is not a function',
    );
  });
});
