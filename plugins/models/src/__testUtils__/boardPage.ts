import { Entity } from '@backstage/catalog-model';
import { renderTestApp } from '@backstage/frontend-test-utils';
import {
  catalogApiMock,
  createTestEntityPage,
} from '@backstage/plugin-catalog-react/testUtils';
import { WaitingSignOff } from '@modelry/backstage-plugin-models-common';
import { QueryClient } from '@tanstack/react-query';
import { createModelsApi, modelsApiRef } from '../api';
import { boardPage } from '../governance/extensions';
import { FakeClient } from './fakeClient';
import { CHURN_REF, churnModel, reviewOf } from './fixtures';

/** Opens the governance board at an address. */
export function openBoard(options: {
  client: FakeClient;
  path?: string;
  entity?: Entity;
}) {
  const { client, path = '', entity = churnModel() } = options;
  const api = createModelsApi({
    client,
    cache: new QueryClient({ defaultOptions: { queries: { retry: false } } }),
  });
  return renderTestApp({
    extensions: [createTestEntityPage({ entity }), boardPage],
    apis: [catalogApiMock({ entities: [entity] }), [modelsApiRef, api]],
    initialRouteEntries: [`/models/governance${path}`],
  });
}

/** What the rows of the board say of the model. */
export const CHURN_ROW = {
  modelRef: CHURN_REF,
  title: 'Churn',
  owner: 'group:default/marketing',
  riskTier: 'high' as const,
};

/** A sign-off that waits for the person. */
export function waitingOf(
  facts: {
    id?: string;
    title?: string;
    note?: string;
  } = {},
): WaitingSignOff {
  const { id = 'independent-validation', title = 'Independent validation' } =
    facts;
  return {
    ...CHURN_ROW,
    review: reviewOf({ note: facts.note }),
    requirement: {
      id,
      title,
      stage: 'production',
      status: 'pending',
      reason: 'Needs 1 more approval of group:default/model-validation',
    },
  };
}

/** Watches what is saved as files: their names and what is in them. */
export function watchFiles(): Array<{ name: string; blob: Blob }> {
  const files: Array<{ name: string; blob: Blob }> = [];
  const blobs: Blob[] = [];
  URL.createObjectURL = jest.fn(blob => {
    if (blob instanceof Blob) {
      blobs.push(blob);
    }
    return `blob:${blobs.length}`;
  });
  URL.revokeObjectURL = jest.fn();
  jest
    .spyOn(HTMLAnchorElement.prototype, 'click')
    .mockImplementation(function click(this: HTMLAnchorElement) {
      files.push({ name: this.download, blob: blobs[blobs.length - 1] });
    });
  return files;
}
