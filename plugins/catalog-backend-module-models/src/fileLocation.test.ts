import { createMockDirectory } from '@backstage/backend-test-utils';
import { eventually, startCatalog } from './__testUtils__/startCatalog';

jest.setTimeout(90_000);

const directory = createMockDirectory();

function document(name: string, riskTier: string): string {
  return `
apiVersion: modelry.dev/v1alpha1
kind: Model
metadata:
  name: ${name}
spec:
  type: forecasting
  lifecycle: development
  riskTier: ${riskTier}
`;
}

it('takes the good models of a file over although one between them is bad', async () => {
  directory.setContent({
    'models.yaml': [
      document('first', 'minimal'),
      document('second', 'enormous'),
      document('third', 'high'),
    ].join('---'),
  });
  const catalog = await startCatalog({
    rules: [{ allow: ['Location', 'Model'] }],
    locations: [{ type: 'file', target: directory.resolve('models.yaml') }],
  });

  await eventually(async () => {
    const found = await catalog.find('kind=model');
    expect(found.map(e => e.metadata.name)).toEqual(['first', 'third']);
    expect(catalog.errors.get('second')).toContain('/spec/riskTier');
  });
  expect(catalog.errors.get('second')).toContain(
    'minimal,limited,high,unacceptable',
  );
  expect([...catalog.errors.keys()]).toEqual(['second']);
});
