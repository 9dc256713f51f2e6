import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { modelEntity, modelSummary, recordOf } from './__testUtils__/fleet';
import {
  PATIENCE_MS,
  entityWith,
  findText,
  openPage,
  row,
  shownModels,
} from './__testUtils__/relatedModelsCard';

jest.setTimeout(3 * PATIENCE_MS);

function openGroupWith(count: number) {
  const names = Array.from(
    { length: count },
    (_, i) => `m-${String(i + 1).padStart(3, '0')}`,
  );
  const refs = names.map(name => `model:default/${name}`);
  const record = recordOf(refs.map(ref => modelSummary(ref)));
  const owned = refs.map((ref): [string, string] => ['ownerOf', ref]);
  openPage({ entity: entityWith('Group', ...owned), record });
  return { names, record };
}

describe('RelatedModelsCard', () => {
  it('lists the models of an entity, the worst first, with one request', async () => {
    const record = recordOf([
      modelSummary('model:default/a-well'),
      modelSummary('model:default/b-drifting', {
        monitoring: 'warning',
        monitoringReason: 'psi of income is above 0.1',
      }),
      modelSummary('model:default/c-unsanctioned', {
        stage: 'validation',
        signOff: 'missing',
        unsanctioned: 2,
      }),
    ]);
    openPage({
      entity: entityWith(
        'Component',
        ['serves', 'model:default/a-well'],
        ['serves', 'model:default/b-drifting'],
        ['dependencyOf', 'model:default/c-unsanctioned'],
        ['ownedBy', 'group:default/owners'],
      ),
      record,
    });

    await findText('Models (3)');
    expect(shownModels()).toEqual(['c-unsanctioned', 'b-drifting', 'a-well']);
    expect(record.getSummaries).toHaveBeenCalledTimes(1);

    const worst = row('c-unsanctioned');
    expect(worst.getByText('Depends on this component')).toBeInTheDocument();
    expect(worst.getByText('Validation')).toBeInTheDocument();
    expect(worst.getByText('Missing')).toBeInTheDocument();
    expect(worst.getByText('Unsanctioned')).toBeInTheDocument();
    expect(
      worst.getByTitle('2 deployments run a version that lacks sign-offs'),
    ).toBeInTheDocument();
    const drifting = row('b-drifting');
    expect(drifting.getByText('Served by this component')).toBeInTheDocument();
    expect(drifting.getByText('Warning')).toBeInTheDocument();
    expect(drifting.queryByText('Unsanctioned')).not.toBeInTheDocument();
  });

  it('links to the models', async () => {
    openPage({
      entity: entityWith('System', ['hasPart', 'model:default/churn']),
      record: recordOf([modelSummary('model:default/churn')]),
    });

    await findText('Models (1)');
    expect(screen.getByRole('link', { name: 'churn' })).toHaveAttribute(
      'href',
      '/catalog/default/model/churn',
    );
  });

  it('leaves out models that the record does not answer about', async () => {
    openPage({
      entity: entityWith(
        'Group',
        ['ownerOf', 'model:default/seen'],
        ['ownerOf', 'model:default/secret'],
      ),
      record: recordOf([modelSummary('model:default/seen')]),
    });

    await findText('Models (1)');
    expect(shownModels()).toEqual(['seen']);
  });

  it('shows ten models at a time', async () => {
    const { names, record } = openGroupWith(12);

    await findText('Models (12)');
    expect(shownModels()).toEqual(names.slice(0, 10));

    await userEvent.click(
      screen.getByRole('button', { name: 'Next table page' }),
    );

    expect(shownModels()).toEqual(names.slice(10));
    expect(record.getSummaries).toHaveBeenCalledTimes(1);
  });

  it('asks about the models beyond a hundred when they are shown', async () => {
    const { names, record } = openGroupWith(105);

    await findText('Models (105)');
    expect(
      screen.getByText(/The first 100 by name are ordered/),
    ).toBeInTheDocument();
    for (let page = 2; page <= 11; page++) {
      await userEvent.click(
        screen.getByRole('button', { name: 'Next table page' }),
      );
    }

    expect(shownModels()).toEqual(names.slice(100));
    expect(await row('m-105').findByText('Production')).toBeInTheDocument();
    expect(
      record.getSummaries.mock.calls.map(([{ modelRefs }]) => modelRefs.length),
    ).toEqual([100, 5]);
  });

  it('says that it is loading', async () => {
    const record = recordOf([]);
    record.getSummaries.mockReturnValue(new Promise(() => {}));
    openPage({
      entity: entityWith('System', ['hasPart', 'model:default/churn']),
      record,
    });

    expect(await findText('Loading models')).toBeInTheDocument();
  });

  it('keeps the models when the record fails, and retries', async () => {
    const record = recordOf([modelSummary('model:default/churn')]);
    record.getSummaries.mockRejectedValueOnce(new Error('Database is away'));
    openPage({
      entity: entityWith('System', ['hasPart', 'model:default/churn']),
      record,
    });

    await findText('Models (1)');
    expect(row('churn').getByTitle('Database is away')).toBeInTheDocument();

    await userEvent.click(screen.getByRole('button', { name: 'Retry' }));

    expect(await findText('Production')).toBeInTheDocument();
    expect(screen.queryByText(/Unavailable/)).not.toBeInTheDocument();
  });

  it.each([
    [
      'Component',
      'A model that names this component in spec.servedBy or spec.dependsOn is listed here.',
    ],
    ['System', 'A model that names this system in spec.system is listed here.'],
    ['Domain', 'Models of the systems of this domain are listed here.'],
    [
      'Group',
      'A model that names this group or a group in it in spec.owner is listed here.',
    ],
    [
      'User',
      'A model that names this user or a group of theirs in spec.owner is listed here.',
    ],
  ])('says of a %s without models how it gets some', async (kind, words) => {
    const record = recordOf([]);
    openPage({ entity: entityWith(kind), record });

    expect(await findText('No models')).toBeInTheDocument();
    expect(screen.getByText(words)).toBeInTheDocument();
    expect(record.getSummaries).not.toHaveBeenCalled();
  });

  it('stands on the pages of what models are related to, and on no other', async () => {
    openPage({ entity: modelEntity('churn'), record: recordOf([]) });

    expect(await findText('Another card')).toBeInTheDocument();
    expect(screen.queryByText('No models')).not.toBeInTheDocument();
    expect(screen.queryByRole('heading', { name: /Models/ })).toBeNull();
  });
});
