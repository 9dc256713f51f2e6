import { toastApiRef } from '@backstage/frontend-plugin-api';
import { renderTestApp } from '@backstage/frontend-test-utils';
import { ModelSource } from '@modelry/backstage-plugin-models-common';
import { QueryClient } from '@tanstack/react-query';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { createModelsApi, modelsApiRef } from '../api';
import { fakeClient } from '../__testUtils__/fakeClient';
import { overviewOf } from '../__testUtils__/fixtures';
import { describeCounts, describeDuration } from './describeRun';
import { sourcesPage } from './extensions';

function sourceOf(facts: Partial<ModelSource> = {}): ModelSource {
  return {
    ...{ id: 'mlflow-research', kind: 'mlflow', title: 'Research registry' },
    ...{ status: 'ok', failuresInARow: 0, canRunNow: true, problems: [] },
    counts: [{ what: 'models', count: 2_500 }],
    heardAt: new Date().toISOString(),
    lastRun: {
      startedAt: new Date(Date.now() - 60_000).toISOString(),
      endedAt: new Date().toISOString(),
      durationMs: 61_000,
    },
    ...facts,
  };
}

const toasts = { post: jest.fn(() => ({ close() {} })) };

function open(...sources: ModelSource[]) {
  const client = fakeClient(overviewOf());
  client.listSources.mockImplementation(async () => ({ items: sources }));
  const api = createModelsApi({
    client,
    cache: new QueryClient({ defaultOptions: { queries: { retry: false } } }),
  });
  renderTestApp({
    extensions: [sourcesPage],
    apis: [
      [modelsApiRef, api],
      [toastApiRef, toasts],
    ],
    initialRouteEntries: ['/models/sources'],
  });
  return client;
}

describe('the page of sources', () => {
  it('says of each how it does', async () => {
    open(sourceOf({ link: 'https://mlflow.example' }));
    const row = await screen.findByRole('row', { name: /Research registry/ });
    expect(within(row).getByText('OK')).toBeVisible();
    expect(within(row).getByText('2,500 models')).toBeVisible();
    expect(within(row).getByText('took 1 minute, 1 second')).toBeVisible();
    expect(within(row).getByRole('link')).toHaveAttribute(
      'href',
      'https://mlflow.example',
    );
  });

  it('says what is wrong and what to do about it', async () => {
    const problem = { message: 'It answers 401.', remedy: 'Renew the token.' };
    open(
      sourceOf({ status: 'failing', problems: [problem], failuresInARow: 3 }),
      sourceOf({ id: 'other', title: 'Other', status: 'silent' }),
    );
    expect(
      await screen.findByText('Research registry: It answers 401.'),
    ).toBeVisible();
    expect(screen.getByText('Renew the token.')).toBeVisible();
    expect(screen.getByText(/Other: It has not been heard of/)).toBeVisible();
  });

  it('shows the first of many problems, and all of them when asked', async () => {
    const problems = Array.from({ length: 5 }, (_, i) => ({
      message: `Model ${i} is odd.`,
      remedy: 'Rename it.',
    }));
    open(sourceOf({ status: 'incomplete', problems }));
    expect(
      await screen.findByText('Research registry: Model 2 is odd.'),
    ).toBeVisible();
    expect(screen.queryByText(/Model 3 is odd/)).toBeNull();
    await userEvent.click(
      screen.getByRole('button', {
        name: 'Show 2 more problems of Research registry',
      }),
    );
    expect(
      screen.getByText('Research registry: Model 4 is odd.'),
    ).toBeVisible();
    expect(screen.queryByRole('button', { name: /more problem/ })).toBeNull();
  });

  it('starts a source, and says why it did not', async () => {
    const client = open(sourceOf());
    const button = await screen.findByRole('button', {
      name: 'Run Research registry now',
    });
    client.runSource.mockRejectedValueOnce(new Error('No such source'));
    await userEvent.click(button);
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'No such source',
    );
    client.runSource.mockResolvedValue({ requested: true });
    await userEvent.click(button);
    await waitFor(() => expect(screen.queryByRole('alert')).toBeNull());
    expect(client.runSource).toHaveBeenCalledWith('mlflow-research');
  });

  it('does not take it for an error that a source runs already', async () => {
    const client = open(sourceOf());
    client.runSource.mockResolvedValue({ requested: false });
    await userEvent.click(
      await screen.findByRole('button', { name: 'Run Research registry now' }),
    );
    await waitFor(() =>
      expect(toasts.post).toHaveBeenCalledWith(
        expect.objectContaining({
          ...{ title: 'Research registry is running already', status: 'info' },
        }),
      ),
    );
    expect(screen.queryByRole('alert')).toBeNull();
    // Its row says what it does.
    expect(client.listSources).toHaveBeenCalledTimes(2);
  });

  it('offers no start to those who may not', async () => {
    open(sourceOf({ canRunNow: false }));
    await screen.findByRole('row', { name: /Research registry/ });
    expect(screen.queryByRole('button', { name: /Run/ })).toBeNull();
    expect(screen.queryByRole('columnheader', { name: 'Run' })).toBeNull();
  });

  it('says what to do when there is none', async () => {
    open();
    expect(await screen.findByText('No source is configured')).toBeVisible();
  });

  it('says why it cannot be shown', async () => {
    open().listSources.mockRejectedValue(new Error('You lack the permission'));
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'You lack the permission',
    );
  });
});

describe('runs', () => {
  it.each([
    [400, 'less than a second'],
    [1_400, '1 second'],
    [3_600_000, '1 hour'],
  ])('of %d ms take %s', (milliseconds, words) => {
    expect(describeDuration(milliseconds)).toBe(words);
  });

  it('say what they took over', () => {
    const counts = [
      { what: 'models', count: 1 },
      { what: 'versions', count: 12_000 },
      { what: 'open alerts', count: 1 },
      { what: 'checks with alerts', count: 0 },
    ];
    expect(describeCounts(counts)).toBe(
      '1 model, 12,000 versions, 1 open alert, 0 checks with alerts',
    );
  });
});
