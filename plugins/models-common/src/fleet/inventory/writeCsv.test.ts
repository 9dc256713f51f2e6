import { DIGEST, bare, full, pagesOf, read } from './__testUtils__/inventory';
import { writeInventoryCsv } from './writeCsv';

describe('an inventory as CSV', () => {
  it('has one line for each model, whatever the pages', async () => {
    const lines = (
      await read(writeInventoryCsv(pagesOf([full()], [], [bare('fraud')])))
    ).split('\r\n');
    expect(lines).toHaveLength(4);
    expect(lines[0]).toMatch(/^Model,Title,Description,Type,/);
    expect(lines[1]).toContain(
      [
        'model:default/churn,Customer churn',
        `"'=2+3, ""quoted""\nline",classification,crm; tabular`,
        'group:default/crm,system:default/crm,high,Letters to customers',
        `production,8,sha256:${DIGEST}`,
        '"production/primary: version 7, running; staging/canary: version 9, running",1',
      ].join(','),
    );
    expect(lines[2]).toMatch(/^model:default\/fraud,,,classification,,,/);
  });
});
