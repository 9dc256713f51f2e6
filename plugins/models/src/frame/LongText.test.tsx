import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { LongText } from './LongText';

describe('a long text', () => {
  it.each<[string, string]>([
    ['in many lines', 'No\n'.repeat(11)],
    ['in one line', 'No. '.repeat(300)],
  ])('%s is cut, and shown in full on demand', async (_, text) => {
    render(<LongText text={text} what="the comment" />);
    const more = screen.getByRole('button', {
      name: 'Show all of the comment',
      expanded: false,
    });
    const shown = screen.getByText(text.trim(), {
      trim: true,
      collapseWhitespace: false,
    });
    expect(shown).toHaveStyle({ overflow: 'hidden' });

    await userEvent.click(more);
    expect(shown).not.toHaveStyle({ overflow: 'hidden' });
    await userEvent.click(
      screen.getByRole('button', {
        name: 'Show less of the comment',
        expanded: true,
      }),
    );
    expect(shown).toHaveStyle({ overflow: 'hidden' });
  });

  it('is whole when it is short, whatever is written in it', () => {
    const text =
      '**Fine** <img src=x onerror=alert(1)> [a](javascript:alert(1))';
    render(<LongText text={text} what="the comment" />);
    expect(screen.getByText(text)).toBeVisible();
    expect(screen.queryByRole('button')).not.toBeInTheDocument();
    expect(screen.queryByRole('link')).not.toBeInTheDocument();
    expect(screen.queryByRole('img')).not.toBeInTheDocument();
  });
});
