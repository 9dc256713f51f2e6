import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { checkOf, overviewOf } from '../__testUtils__/fixtures';
import { fakeClient, openModelPage } from '../__testUtils__/modelPage';
import { monitoringTab } from './extensions';

describe('a tab with many checks', () => {
  function openWith(count: number) {
    const checks = Array.from({ length: count }, (_, i) =>
      checkOf({
        check: `Drift of column ${i}`,
        environment: i % 2 ? 'production' : 'staging',
      }),
    );
    openModelPage({
      client: fakeClient(overviewOf({ checks })),
      extensions: [monitoringTab],
    });
    return screen.findByRole('table', { name: 'Checks, the worst first' });
  }

  const rowsIn = (table: HTMLElement) =>
    within(table).getAllByRole('rowheader').length;

  it('shows some, and more when asked for', async () => {
    const table = await openWith(60);
    expect(rowsIn(table)).toBe(25);
    await userEvent.click(
      screen.getByRole('button', { name: 'Show more of 60 checks' }),
    );
    expect(rowsIn(table)).toBe(50);
  });

  it('finds those that say what is searched for', async () => {
    const table = await openWith(60);
    const search = screen.getByRole('searchbox', { name: 'Search checks' });
    await userEvent.type(search, 'column 57');
    expect(rowsIn(table)).toBe(1);
    expect(within(table).getByText('Drift of column 57')).toBeVisible();
    await userEvent.clear(search);
    await userEvent.type(search, 'staging DRIFT');
    expect(
      screen.getByRole('button', { name: 'Show more of 30 checks' }),
    ).toBeVisible();
    await userEvent.type(search, ' nowhere');
    expect(
      screen.getByText('None of the 60 checks is like this.'),
    ).toBeVisible();
  });

  it('has nothing to search among a few', async () => {
    await openWith(25);
    expect(screen.queryByRole('searchbox')).toBeNull();
  });
});
