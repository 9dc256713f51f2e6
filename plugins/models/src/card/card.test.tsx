import { CardAnswer, ModelCard } from '@modelry/backstage-plugin-models-common';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { overviewOf, refusal, versionOf } from '../__testUtils__/fixtures';
import { watchFiles } from '../__testUtils__/boardPage';
import { fakeClient, openModelPage } from '../__testUtils__/modelPage';
import { cardTab } from './extensions';

// The first table loads slowly.
const PATIENCE_MS = 20_000;
const LOCATION = 'https://example.com/models/CARD.md';

function cardOf(card: Partial<ModelCard> = {}): ModelCard {
  return {
    format: 'hugging-face',
    licenses: [],
    languages: [],
    tags: [],
    datasets: [],
    baseModels: [],
    evaluations: [],
    sections: [],
    markdown: '',
    problems: [],
    ...card,
  };
}

function openTab(answer: Partial<CardAnswer>) {
  const client = fakeClient(overviewOf());
  client.getCard.mockResolvedValue({ declared: true, known: [], ...answer });
  openModelPage({ client, extensions: [cardTab] });
  return client;
}

function openText(markdown: string) {
  openTab({ location: LOCATION, card: cardOf({ markdown }) });
}

describe('the tab with the card of a model', () => {
  it('says how to give the model one', async () => {
    openTab({ declared: false });
    expect(await screen.findByText('This model has no card')).toBeVisible();
    expect(screen.getByLabelText('entity')).toHaveTextContent(
      'card: ./MODEL_CARD.md',
    );
  });

  it('shows what the card states, and links what the catalog has', async () => {
    openTab({
      card: cardOf({
        licenses: [{ name: 'ours', link: 'https://example.com/license' }],
        baseModels: ['acme/base', 'acme/other'],
        languages: ['en', 'no'],
      }),
      known: [{ name: 'acme/base', entityRef: 'model:default/base' }],
    });
    expect(await screen.findByRole('link', { name: /ours/ })).toHaveAttribute(
      'href',
      'https://example.com/license',
    );
    expect(screen.getByRole('link', { name: /acme\/base/ })).toHaveAttribute(
      'href',
      '/catalog/default/model/base',
    );
    expect(screen.queryByRole('link', { name: /acme\/other/ })).toBeNull();
    expect(screen.getByText('en, no')).toBeVisible();
  });

  it('names the sections that are missing, and who asks for them', async () => {
    openTab({
      card: cardOf({
        sections: [
          { id: 'uses', title: 'Uses', asks: 'What for', present: true },
          { id: 'contact', title: 'Contact', asks: 'Whom', present: false },
        ],
      }),
    });
    const list = await screen.findByRole('list', {
      name: '1 of 2 recommended sections are missing or empty:',
    });
    expect(within(list).getAllByRole('listitem')).toHaveLength(1);
    expect(list).toHaveTextContent('Contact – Whom');
    expect(
      screen.getByRole('link', { name: /annotated model card template/ }),
    ).toBeVisible();
  });

  it('lists the evaluation results, few at first', async () => {
    openTab({
      card: cardOf({
        evaluations: Array.from({ length: 30 }, (_, at) => ({
          metric: `metric ${at + 1}`,
          value: '0.90',
          dataset: 'squad',
          verified: at === 0,
        })),
      }),
    });
    await screen.findByText('metric 1', {}, { timeout: PATIENCE_MS });
    expect(screen.getAllByRole('row')).toHaveLength(21);
    expect(screen.getAllByText('0.90')[0]).toBeVisible();
    expect(screen.getByText('Card says: verified')).toBeVisible();
    await userEvent.click(
      screen.getByRole('button', { name: 'Show all 30 results' }),
    );
    expect(screen.getAllByRole('row')).toHaveLength(31);
  });

  it('says why there is no card', async () => {
    openTab({ location: LOCATION, problem: 'There is no card there' });
    expect(await screen.findByText(/The card cannot be shown/)).toBeVisible();
    expect(screen.getByText(/There is no card there/)).toBeVisible();
  });

  it('keeps showing an old card, and says so', async () => {
    openTab({
      ...{ problem: 'The host is down', location: LOCATION },
      card: cardOf({
        markdown: 'Old text',
        problems: ['model-index: result 1'],
      }),
    });
    expect(await screen.findByText('Old text')).toBeVisible();
    expect(screen.getByText('The host is down')).toBeVisible();
    expect(screen.getByText('model-index: result 1')).toBeVisible();
  });

  it('shows the card of the version that is chosen', async () => {
    const client = fakeClient(overviewOf());
    client.listVersions.mockResolvedValue({
      items: [versionOf({ version: '8' }), versionOf({ version: '7' })],
      pageInfo: {},
    });
    client.getCard.mockImplementation(async (_, { version = '8' } = {}) => ({
      ...{ declared: true, known: [], version },
      card: cardOf({ markdown: `Text of ${version}` }),
      ...(version === '7'
        ? { reported: { at: '2026-03-01T09:00:00Z', by: 'external:trainer' } }
        : { location: LOCATION }),
    }));
    openModelPage({ client, extensions: [cardTab] });
    expect(await screen.findByText('Text of 8')).toBeVisible();
    expect(
      screen.getByText(/Version 8 has no card of its own/),
    ).toHaveTextContent(`From ${LOCATION}`);

    await userEvent.click(screen.getByRole('button', { name: /Version/ }));
    await userEvent.click(await screen.findByRole('option', { name: /^7/ }));
    expect(await screen.findByText('Text of 7')).toBeVisible();
    expect(screen.getByText(/Card of version 7, reported by/)).toBeVisible();
  });

  it.each([
    ['Export as Markdown', 'exportModelCard', 'default-churn-card.md'],
    ['Export as CycloneDX', 'exportModelBom', 'default-churn.cdx.json'],
  ] as const)('saves the chosen version: %s', async (label, method, name) => {
    const files = watchFiles();
    const client = fakeClient(overviewOf());
    client[method].mockResolvedValue('text');
    openModelPage({ client, extensions: [cardTab], path: '/?version=7' });
    await userEvent.click(await screen.findByRole('button', { name: label }));
    await waitFor(() => expect(files).toHaveLength(1));
    expect(files[0].name).toBe(name);
    expect(client[method]).toHaveBeenCalledWith('model:default/churn', {
      version: '7',
    });
  });

  it('says that it cannot be loaded and tries again', async () => {
    const client = fakeClient(overviewOf());
    client.getCard.mockRejectedValueOnce(
      await refusal(503, 'ServiceUnavailableError', 'The database is away'),
    );
    openModelPage({ client, extensions: [cardTab] });
    const alert = await screen.findByRole('alert');
    expect(alert).toHaveTextContent('Could not load the model card');
    await userEvent.click(
      within(alert).getByRole('button', { name: 'Try again' }),
    );
    expect(await screen.findByText('This model has no card')).toBeVisible();
  });

  describe('shows a text that anybody may have written', () => {
    it('as Markdown', async () => {
      openText('## Uses\n\n| a | b |\n|---|---|\n| 1 | 2 |');
      expect(
        await screen.findByRole('heading', { name: 'Uses' }),
      ).toBeVisible();
      expect(screen.getByRole('cell', { name: '2' })).toBeVisible();
    });

    it.each([
      '[go](javascript:alert(1))',
      '[go](JaVaScRiPt:alert(1))',
      '[go](data:text/html;base64,PHNjcmlwdD4=)',
      '[go](vbscript:x)',
      '<a href="javascript:alert(1)">go</a>',
      '<a href="https://example.com" onclick="alert(1)">go</a>',
    ])('without a way to run something: %s', async markdown => {
      openText(markdown);
      const shown = await screen.findByText('go');
      expect(shown.closest('a')?.getAttribute('href') ?? 'https:').toMatch(
        /^https:/,
      );
      expect(shown).not.toHaveAttribute('onclick');
    });

    it('without scripts, frames and forms', async () => {
      openText(
        '<script>x</script><iframe src="https://example.com"></iframe><form action="https://example.com"><input name="p"></form>\n\n<style>*{display:none}</style>\n\nThe end',
      );
      expect(await screen.findByText('The end')).toBeVisible();
      expect(
        document.querySelectorAll(
          '[class*=Markdown] :is(script, iframe, form, style)',
        ),
      ).toHaveLength(0);
    });

    it.each([
      ['https://example.com/a.png', 'https://example.com/a.png'],
      ['data:image/png;base64,iVBORw0KGgo=', 'about:blank'],
      ['./plot.png', 'about:blank'],
    ])('with pictures of the web only: %s', async (src, shown) => {
      openText(`![plot](<${src}>)`);
      expect(await screen.findByAltText('plot')).toHaveAttribute('src', shown);
    });

    it('with links that start from where the card is', async () => {
      openText('[data](./DATA.md)');
      expect(await screen.findByRole('link', { name: /data/ })).toHaveAttribute(
        'href',
        'https://example.com/models/DATA.md',
      );
    });
  });
});
