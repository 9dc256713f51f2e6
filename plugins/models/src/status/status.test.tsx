import { DEFAULT_LIFECYCLE } from '@modelry/backstage-plugin-models-common';
import { act, render, screen } from '@testing-library/react';
import {
  CheckStatusBadge,
  DeploymentStatusBadge,
  ElapsedTime,
  MonitoringStatusBadge,
  RelativeTime,
  RiskTierBadge,
  SignOffStatusBadge,
} from '.';
import { presentStage } from './stages';

describe('badges', () => {
  it.each([
    [<MonitoringStatusBadge status="unmonitored" />, 'Unmonitored'],
    [<CheckStatusBadge status="error" />, 'Check failed'],
    [<SignOffStatusBadge status="not-required" />, 'Not required'],
    [<DeploymentStatusBadge status="degraded" />, 'Degraded'],
    [<RiskTierBadge tier="high" />, 'High risk'],
  ])('say in a word what their icon and colour mean: %#', (badge, word) => {
    const { container } = render(badge);

    expect(screen.getByText(word)).toBeVisible();
    expect(container.querySelector('svg')).toHaveAttribute(
      'aria-hidden',
      'true',
    );
  });

  it('show the detail on hover', () => {
    render(<SignOffStatusBadge status="missing" detail="Needs 1 more" />);

    expect(screen.getByTitle('Needs 1 more')).toHaveTextContent('Missing');
  });
});

describe('stages', () => {
  it.each([
    ['development', 'Development', 'neutral'],
    ['validation', 'Validation', 'info'],
    ['production', 'Production', 'success'],
    ['archived', 'Archived', 'neutral'],
    ['pilot', 'pilot (unknown stage)', 'warning'],
  ])('look as their kind says: %s', (stage, label, tone) => {
    expect(presentStage(DEFAULT_LIFECYCLE, stage)).toMatchObject({
      ...{ label, tone },
    });
  });

  it('are not called unknown before the configured ones are known', () => {
    expect(presentStage(DEFAULT_LIFECYCLE, 'pilot', false).label).toBe('pilot');
  });
});

describe('times', () => {
  const NOW = '2026-03-10T12:00:00.000Z';

  beforeEach(() => {
    jest.useFakeTimers({ now: new Date(NOW) });
  });

  afterEach(() => {
    jest.useRealTimers();
  });

  it.each([
    ['2026-03-10T11:59:30.000Z', 'just now'],
    ['2026-03-10T12:00:20.000Z', 'just now'],
    ['2026-03-10T09:00:00.000Z', '3 hours ago'],
    ['2026-03-01T09:00:00.000Z', '9 days ago'],
    ['2026-06-10T12:00:00.000Z', 'in 3 months'],
  ])('says of %s that it is %s', (at, text) => {
    render(<RelativeTime at={at} />);

    const time = screen.getByText(text);
    expect(time).toHaveAttribute('datetime', at);
    expect(time.title).toContain('2026');
  });

  it.each([
    ['2026-03-10T11:59:30.000Z', 'less than a minute'],
    ['2026-03-10T11:58:59.000Z', '1 minute'],
    ['2026-03-01T13:00:00.000Z', '8 days'],
    ['2024-03-09T12:00:00.000Z', '2 years'],
  ])('says of %s that it has been so for %s', (since, text) => {
    render(<ElapsedTime since={since} />);

    expect(screen.getByText(text)).toBeVisible();
  });

  it('moves on while the page is open', () => {
    render(<RelativeTime at={NOW} />);
    expect(screen.getByText('just now')).toBeVisible();

    act(() => {
      jest.advanceTimersByTime(5 * 60_000);
    });

    expect(screen.getByText('5 minutes ago')).toBeVisible();
  });

  it('leaves no timer behind', () => {
    render(<RelativeTime at={NOW} />).unmount();

    expect(jest.getTimerCount()).toBe(0);
  });
});
