import { renderInTestApp } from '@backstage/frontend-test-utils';
import { fleetFilterSchema } from '@modelry/backstage-plugin-models-common';
import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { QueryClient } from '@tanstack/react-query';
import { watchFiles } from '../__testUtils__/boardPage';
import { fakeClient } from '../__testUtils__/fakeClient';
import { overviewOf, refusal } from '../__testUtils__/fixtures';
import { createModelsApi, modelsApiRef } from '../api';
import { ExportModels } from './ExportModels';

function open(filter: object = {}) {
  const client = fakeClient(overviewOf());
  const api = createModelsApi({ client, cache: new QueryClient() });
  renderInTestApp(<ExportModels filter={fleetFilterSchema.parse(filter)} />, {
    apis: [[modelsApiRef, api]],
  });
  return { client, files: watchFiles() };
}

const press = async (name: string) =>
  userEvent.click(await screen.findByRole('button', { name }));

describe('the export of all models', () => {
  it('saves them for a spreadsheet', async () => {
    const { client, files } = open();
    client.exportInventory.mockResolvedValue('Model\r\nmodel:default/a\r\n');
    await press('Export all as CSV');
    await waitFor(() => expect(files).toHaveLength(1));
    expect(files[0].name).toBe('models.csv');
    // Three bytes before the text say that it is UTF-8.
    expect(files[0].blob.size).toBe(3 + 'Model\r\nmodel:default/a\r\n'.length);
  });

  it('saves them as a bill of materials', async () => {
    const { client, files } = open();
    client.exportBom.mockResolvedValue('{}');
    await press('Export all as CycloneDX');
    await waitFor(() => expect(files).toHaveLength(1));
    expect(files[0].name).toBe('models.cdx.json');
  });

  it('saves only those that match, when models are filtered', async () => {
    const { client, files } = open({ type: 'ranking', text: 'churn' });
    client.exportInventory.mockResolvedValue('Model\r\n');
    client.exportBom.mockResolvedValue('{}');
    await screen.findByRole('group', {
      name: 'Export the models that match the filters',
    });
    await press('Export matching as CSV');
    await press('Export matching as CycloneDX');
    await waitFor(() => expect(files).toHaveLength(2));
    for (const call of [client.exportInventory, client.exportBom]) {
      expect(call).toHaveBeenCalledWith(
        expect.objectContaining({ type: ['ranking'], text: 'churn' }),
      );
    }
  });

  it('says why that failed', async () => {
    const { client, files } = open();
    client.exportBom.mockRejectedValue(
      await refusal(503, 'ServiceUnavailableError', 'The catalog is away'),
    );
    await press('Export all as CycloneDX');
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'The catalog is away',
    );
    expect(files).toEqual([]);
  });
});
