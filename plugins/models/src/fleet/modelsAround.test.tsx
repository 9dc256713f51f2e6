import { Entity } from '@backstage/catalog-model';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
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

/** The group `cards` in the group `bank`, each with a model, in a tree that has a circle. */
function nestedGroups() {
  const names = ['a-own', 'b-of-bank', 'c-of-cards', 'd-of-others'];
  const group = (
    name: string,
    ...relations: Array<[type: string, targetRef: string]>
  ): Entity => ({ ...entityWith('Group', ...relations), metadata: { name } });
  return {
    record: recordOf(names.map(name => modelSummary(`model:default/${name}`))),
    catalog: catalogApiMock({
      entities: [
        group(
          'bank',
          ['parentOf', 'group:default/cards'],
          ['childOf', 'group:default/cards'],
        ),
        group(
          'cards',
          ['parentOf', 'group:default/bank'],
          ['childOf', 'group:default/bank'],
        ),
        modelEntity('b-of-bank', { ownerRef: 'group:default/bank' }),
        modelEntity('c-of-cards', { ownerRef: 'group:default/cards' }),
        modelEntity('d-of-others', { ownerRef: 'group:default/others' }),
      ],
    }),
  };
}

describe('RelatedModelsCard of what has models through others', () => {
  it('lists the models of the systems of a domain', async () => {
    const partOf = (system: string) => ({
      relations: [{ type: 'partOf', targetRef: system }],
    });
    openPage({
      entity: entityWith('Domain', ['hasPart', 'system:default/lending']),
      record: recordOf([modelSummary('model:default/scoring')]),
      catalog: catalogApiMock({
        entities: [
          modelEntity('scoring', partOf('system:default/lending')),
          modelEntity('elsewhere', partOf('system:default/payments')),
        ],
      }),
    });

    await findText('Models (1)');
    expect(shownModels()).toEqual(['scoring']);
    expect(screen.getByRole('link', { name: 'lending' })).toHaveAttribute(
      'href',
      '/catalog/default/system/lending',
    );
  });

  it('lists the models of all groups in a group, and says whose they are', async () => {
    openPage({
      entity: entityWith(
        'Group',
        ['ownerOf', 'model:default/a-own'],
        ['parentOf', 'group:default/bank'],
      ),
      ...nestedGroups(),
    });

    await findText('Models (3)');
    expect(shownModels()).toEqual(['a-own', 'b-of-bank', 'c-of-cards']);
    expect(row('a-own').getByText('Owned by this group')).toBeInTheDocument();
    expect(
      row('c-of-cards').getByRole('link', { name: 'cards' }),
    ).toHaveAttribute('href', '/catalog/default/group/cards');
  });

  it('lists the models of all groups that a user is in', async () => {
    openPage({
      entity: entityWith(
        'User',
        ['ownerOf', 'model:default/a-own'],
        ['memberOf', 'group:default/cards'],
      ),
      ...nestedGroups(),
    });

    await findText('Models (3)');
    expect(shownModels()).toEqual(['a-own', 'b-of-bank', 'c-of-cards']);
    expect(
      row('b-of-bank').getByRole('link', { name: 'bank' }),
    ).toBeInTheDocument();
  });

  it('keeps the models of a group when those of the groups in it cannot be found', async () => {
    const { catalog, record } = nestedGroups();
    jest
      .spyOn(catalog, 'getEntitiesByRefs')
      .mockRejectedValueOnce(new Error('Catalog is away'));
    openPage({
      entity: entityWith(
        'Group',
        ['ownerOf', 'model:default/a-own'],
        ['parentOf', 'group:default/bank'],
      ),
      ...{ catalog, record },
    });

    expect(
      await findText('Could not load the models of the groups in this group'),
    ).toBeInTheDocument();
    expect(await findText('Models (1)')).toBeInTheDocument();

    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));

    expect(await findText('Models (3)')).toBeInTheDocument();
    expect(screen.queryByRole('alert')).not.toBeInTheDocument();
  });

  it('says when the models of a domain cannot be found, and tries again', async () => {
    const catalog = catalogApiMock({ entities: [] });
    const getEntities = jest
      .spyOn(catalog, 'getEntities')
      .mockRejectedValueOnce(new Error('Catalog is away'));
    openPage({
      entity: entityWith('Domain', ['hasPart', 'system:default/lending']),
      record: recordOf([]),
      catalog,
    });

    const alert = await screen.findByRole(
      'alert',
      {},
      { timeout: PATIENCE_MS },
    );
    expect(alert).toHaveTextContent(
      'Could not load the models of the systems of this domain',
    );

    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));

    expect(await findText('No models')).toBeInTheDocument();
    expect(getEntities).toHaveBeenCalledTimes(2);
  });
});
