import { TestApiProvider } from '@backstage/frontend-test-utils';
import { signalApiRef } from '@backstage/plugin-signals-react';
import { ModelSummary } from '@modelry/backstage-plugin-models-common';
import { QueryClient } from '@tanstack/react-query';
import { act, renderHook, waitFor } from '@testing-library/react';
import { ReactNode } from 'react';
import { overviewOf } from '../__testUtils__/fixtures';
import { FakeSignals, fakeClient } from '../__testUtils__/modelPage';
import { createModelsApi, modelsApiRef } from './ModelsApi';
import { useModelSummaries } from './useModelSummaries';

function summary(modelRef: string): ModelSummary {
  return {
    modelRef,
    channel: `channel of ${modelRef}`,
    stage: 'production',
    environments: [],
    monitoring: 'ok',
    monitoringReason: 'All checks are ok',
    signOff: 'approved',
    unsanctioned: 0,
  };
}

function refs(count: number) {
  return Array.from({ length: count }, (_, i) => `model:default/m${i}`);
}

async function answerAll(body: { modelRefs: string[] }) {
  return { items: body.modelRefs.map(summary) };
}

function willingClient() {
  const client = fakeClient(overviewOf());
  client.getSummaries.mockImplementation(answerAll);
  return client;
}

function setup(modelRefs: string[], client = willingClient()) {
  const signals = new FakeSignals();
  const api = createModelsApi({
    client,
    cache: new QueryClient({ defaultOptions: { queries: { retry: false } } }),
    // These signals are heard from the beginning.
    subscribedWithinMs: 3_600_000,
  });
  const hook = renderHook(props => useModelSummaries(props), {
    initialProps: modelRefs,
    wrapper: ({ children }: { children: ReactNode }) => (
      <TestApiProvider
        apis={[
          [modelsApiRef, api],
          [signalApiRef, signals],
        ]}
      >
        {children}
      </TestApiProvider>
    ),
  });
  return { client, signals, ...hook };
}

describe('useModelSummaries', () => {
  it('asks for no more models at once than the server allows, and for none twice', async () => {
    const asked = refs(230);
    const { client, result } = setup([...asked, asked[0]]);

    expect(result.current.isLoading).toBe(true);
    await waitFor(() =>
      expect(result.current.data?.map(s => s.modelRef)).toEqual(asked),
    );
    expect(
      client.getSummaries.mock.calls.map(([body]) => body.modelRefs.length),
    ).toEqual([100, 100, 30]);
  });

  it('asks for nothing when there are no models', async () => {
    const { client, result } = setup([]);

    expect(result.current).toMatchObject({ data: [], isLoading: false });
    expect(client.getSummaries).not.toHaveBeenCalled();
  });

  it('fetches only the batch of the model that changed', async () => {
    const asked = refs(130);
    const { client, signals, result } = setup(asked);
    await waitFor(() => expect(result.current.data).toHaveLength(130));
    client.getSummaries.mockClear();
    client.getSummaries.mockImplementation(async body => ({
      items: body.modelRefs.map(ref => ({
        ...summary(ref),
        monitoring: 'critical',
      })),
    }));

    signals.send(`channel of ${asked[120]}`);

    await waitFor(() =>
      expect(result.current.data?.[120].monitoring).toBe('critical'),
    );
    expect(result.current.data?.[0].monitoring).toBe('ok');
    expect(client.getSummaries).toHaveBeenCalledTimes(1);
  });

  it('keeps the lines that were there while others are loading', async () => {
    const { client, rerender, result } = setup(['model:default/churn']);
    await waitFor(() => expect(result.current.data).toHaveLength(1));

    client.getSummaries.mockReturnValue(new Promise(() => {}));
    rerender(['model:default/churn', 'model:default/price']);

    expect(result.current.data?.map(s => s.modelRef)).toEqual([
      'model:default/churn',
    ]);
    expect(result.current.isLoading).toBe(true);
  });

  it('says why it cannot load, and tries again when asked', async () => {
    const client = fakeClient(overviewOf());
    client.getSummaries.mockRejectedValueOnce(new Error('No answer'));
    const { result } = setup(refs(1), client);
    await waitFor(() =>
      expect(result.current.error?.message).toBe('No answer'),
    );
    expect(result.current.isLoading).toBe(false);

    client.getSummaries.mockImplementation(answerAll);
    act(() => result.current.retry());

    await waitFor(() => expect(result.current.data).toHaveLength(1));
    expect(result.current.error).toBeUndefined();
  });
});
