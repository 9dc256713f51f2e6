import { Entity } from '@backstage/catalog-model';
import { OwnershipState } from '@modelry/backstage-plugin-models-common';
import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { overviewOf } from '../../__testUtils__/fixtures';
import { fakeClient, openModelPage } from '../../__testUtils__/modelPage';
import { ownershipCard } from '../extensions';

export const CREDIT = 'group:default/credit';

export const NOT_ALLOWED: Partial<OwnershipState> = {
  viewer: {
    mayAssign: false,
    reasons: ['You lack the permission'],
    mayAssignRoles: false,
    mayDecline: false,
  },
};

export const ASSIGNED: Partial<OwnershipState> = {
  owner: CREDIT,
  source: 'assigned',
  assignment: {
    owner: CREDIT,
    by: 'user:default/ada',
    at: '2026-03-01T09:00:00.000Z',
    reason: 'They use it',
  },
};

export function creditGroup(): Entity {
  return group({
    metadata: { name: 'credit', namespace: 'default', title: 'Credit team' },
    spec: { type: 'team', children: [] },
  });
}

export async function pick(field: string, typed: string, option: string) {
  const input = await screen.findByRole('combobox', {
    name: new RegExp(field),
  });
  await userEvent.clear(input);
  await userEvent.type(input, typed);
  await userEvent.click(
    await screen.findByRole('option', { name: new RegExp(option) }),
  );
}

export function group(facts: Partial<Entity> = {}): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Group',
    metadata: { name: 'marketing', namespace: 'default' },
    spec: {
      type: 'team',
      children: [],
      profile: { email: 'marketing@example.com' },
    },
    ...facts,
  };
}

export function openCard(
  entity: Entity,
  others: Entity[] = [],
  ownership: Partial<OwnershipState> = {},
) {
  const client = fakeClient(overviewOf({ ownership }));
  openModelPage({
    client,
    extensions: [ownershipCard],
    entity,
    others,
  });
  return client;
}
