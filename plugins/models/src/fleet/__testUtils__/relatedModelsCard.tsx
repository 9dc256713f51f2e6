import { Entity } from '@backstage/catalog-model';
import { renderTestApp } from '@backstage/frontend-test-utils';
import { entityRouteRef } from '@backstage/plugin-catalog-react';
import { EntityCardBlueprint } from '@backstage/plugin-catalog-react/alpha';
import {
  catalogApiMock,
  createTestEntityPage,
} from '@backstage/plugin-catalog-react/testUtils';
import { screen, within } from '@testing-library/react';
import { modelsApiRef } from '../../api';
import { fleetExtensions } from '../extensions';
import { recordOf } from './fleet';

/** The first test loads the code of the card. */
export const PATIENCE_MS = 20_000;

const sentinel = EntityCardBlueprint.make({
  name: 'sentinel',
  params: { loader: async () => <p>Another card</p> },
});

/** An entity with relations. */
export function entityWith(
  kind: string,
  ...relations: Array<[type: string, targetRef: string]>
): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind,
    metadata: { name: 'here', namespace: 'default' },
    relations: relations.map(([type, targetRef]) => ({ type, targetRef })),
  };
}

/** Opens the page of an entity. */
export function openPage(options: {
  entity: Entity;
  record: ReturnType<typeof recordOf>;
  catalog?: ReturnType<typeof catalogApiMock>;
}) {
  const {
    entity,
    record,
    catalog = catalogApiMock({ entities: [] }),
  } = options;
  renderTestApp({
    extensions: [
      createTestEntityPage({ entity }),
      ...fleetExtensions,
      sentinel,
    ],
    apis: [catalog, [modelsApiRef, record.modelsApi]],
    mountedRoutes: { '/catalog/:namespace/:kind/:name': entityRouteRef },
  });
}

/** Waits for a text. */
export function findText(text: string | RegExp) {
  return screen.findByText(text, {}, { timeout: PATIENCE_MS });
}

/** The row of the card in which a name stands. */
export function row(name: string) {
  const found = screen.getByText(name).closest('tr');
  if (!found) {
    throw new Error(`'${name}' stands in no row`);
  }
  return within(found);
}

/** The models that the card shows, in their order. */
export function shownModels() {
  return screen
    .getAllByRole('rowheader')
    .map(header => within(header).getAllByRole('link')[0].textContent);
}
