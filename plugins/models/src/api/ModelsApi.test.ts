import { overviewOf, refusal } from '../__testUtils__/fixtures';
import { fakeClient } from '../__testUtils__/modelPage';
import { createModelsApi } from './ModelsApi';

async function attempts(error: Error): Promise<number> {
  const { cache } = createModelsApi({ client: fakeClient(overviewOf()) });
  const request = jest.fn().mockRejectedValue(error);
  await expect(
    cache.fetchQuery({
      queryKey: ['models'],
      queryFn: request,
      retryDelay: 1,
      retry: cache.getDefaultOptions().queries?.retry,
    }),
  ).rejects.toBe(error);
  return request.mock.calls.length;
}

describe('createModelsApi', () => {
  it('asks again when the server or the network may come back', async () => {
    expect(await attempts(new TypeError('Failed to fetch'))).toBe(3);
    expect(
      await attempts(await refusal(503, 'ServiceUnavailableError', 'Away')),
    ).toBe(3);
  });

  it('does not ask again for what was refused', async () => {
    expect(await attempts(await refusal(404, 'NotFoundError', 'No'))).toBe(1);
    expect(await attempts(await refusal(403, 'NotAllowedError', 'No'))).toBe(1);
  });
});
