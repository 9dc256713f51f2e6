import { model } from './__testUtils__/entities';
import { startCatalog } from './__testUtils__/startCatalog';

jest.setTimeout(90_000);

const stages = [
  { id: 'lab', title: 'Lab', kind: 'start' },
  { id: 'live', title: 'Live', kind: 'in-use' },
  { id: 'gone', title: 'Gone', kind: 'ended' },
];

it('lets a model declare the configured stages, and no others', async () => {
  const catalog = await startCatalog({}, [], { lifecycle: { stages } });

  const good = await catalog.validate(model('good', { lifecycle: 'live' }));
  expect(good.status).toBe(200);
  const bad = await catalog.validate(model('bad', { lifecycle: 'production' }));
  expect(bad.status).toBe(400);
  expect(bad.text).toContain('/spec/lifecycle');
  expect(bad.text).toContain('lab,live,gone');
});

it('does not start with stages that cannot be', async () => {
  await expect(
    startCatalog({}, [], { lifecycle: { stages: stages.slice(1) } }),
  ).rejects.toThrow(/models\.lifecycle\.stages\[0\]\.kind: must be start/);
});
