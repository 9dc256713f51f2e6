import { renderInTestApp } from '@backstage/frontend-test-utils';
import { entityRouteRef } from '@backstage/plugin-catalog-react';
import { SearchResult as Found } from '@backstage/plugin-search-common';
import {
  MockSearchApi,
  SearchContextProvider,
  SearchResult,
  searchApiRef,
} from '@backstage/plugin-search-react';
import { screen } from '@testing-library/react';
import { modelsApiRef } from '../../api';
import { modelSummary, recordOf } from '../__testUtils__/fleet';
import { ModelSearchResult } from './ModelSearchResult';
import { isModelResult } from './searchedModels';

function found(name: string, kind = 'Model'): Found {
  const document = {
    title: name,
    text: `What ${name} does`,
    location: `/catalog/default/${kind.toLocaleLowerCase('en-US')}/${name}`,
    ...{ kind, namespace: 'default', type: 'ranking' },
  };
  return {
    type: 'software-catalog',
    document,
    highlight: {
      ...{ preTag: '<tag>', postTag: '</tag>' },
      fields: { title: `<tag>${name}</tag>` },
    },
  };
}

function openSearch(
  results: readonly Found[],
  record: ReturnType<typeof recordOf>,
) {
  renderInTestApp(
    <SearchContextProvider initialState={{ term: 'a', types: [], filters: {} }}>
      <SearchResult>
        {({ results: items }) => (
          <ul>
            {items.filter(isModelResult).map(item => (
              <li key={item.document.location}>
                <ModelSearchResult
                  result={item.document}
                  highlight={item.highlight}
                />
              </li>
            ))}
          </ul>
        )}
      </SearchResult>
    </SearchContextProvider>,
    {
      apis: [
        [searchApiRef, new MockSearchApi({ results: [...results] })],
        [modelsApiRef, record.modelsApi],
      ],
      mountedRoutes: { '/catalog/:namespace/:kind/:name': entityRouteRef },
    },
  );
}

describe('models that a search found', () => {
  it('say their stage and how they do, of which they ask together', async () => {
    const record = recordOf([
      modelSummary('model:default/churn', {
        ...{ stage: 'validation', monitoring: 'critical', signOff: 'missing' },
        unsanctioned: 1,
      }),
      modelSummary('model:default/price'),
    ]);
    openSearch(
      [found('churn'), found('service', 'Component'), found('Price')],
      record,
    );

    expect(await screen.findByText('Critical')).toBeInTheDocument();
    const [churn, price] = screen.getAllByRole('listitem');
    for (const text of ['Validation', 'Missing', 'Unsanctioned', 'ranking']) {
      expect(churn).toHaveTextContent(text);
    }
    expect(price).toHaveTextContent(/Production.*OK.*Approved/);
    expect(screen.getByRole('link', { name: 'churn' })).toHaveAttribute(
      'href',
      '/catalog/default/model/churn',
    );
    expect(screen.queryByText('service')).not.toBeInTheDocument();
    expect(record.getSummaries).toHaveBeenCalledTimes(1);
    expect(record.getSummaries).toHaveBeenCalledWith({
      modelRefs: ['model:default/churn', 'model:default/price'],
    });
  });

  it('stay found when nothing may be told or had of them', async () => {
    openSearch([found('hidden')], recordOf([]));
    expect(await screen.findAllByText('Not known')).toHaveLength(3);
    expect(screen.getByRole('link', { name: 'hidden' })).toBeInTheDocument();
  });
});

describe('what a search found', () => {
  it.each([
    ['a model', found('churn'), true],
    ['a service', found('churn', 'Component'), false],
    ['of another index', { ...found('churn'), type: 'techdocs' }, false],
    [
      'a document without a place',
      {
        type: 'software-catalog',
        document: { title: 'x', text: 'x', location: '' },
      },
      false,
    ],
  ])('%s', (_, result, isModel) => {
    expect(isModelResult(result)).toBe(isModel);
  });
});
