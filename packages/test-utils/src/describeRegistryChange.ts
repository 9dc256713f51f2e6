import type { RegistryUnderTest } from './describeRegistryTrouble';

const MANY = 10_000;

/** Holds a registry to what must hold however its models come and go. */
export function describeRegistryChange(registry: RegistryUnderTest): void {
  describe('models of a registry', () => {
    itTellsApart(registry);
    itFollows(registry);
    itBearsMany(registry);
  });
}

function itTellsApart(registry: RegistryUnderTest): void {
  it('that come twice are brought once', async () => {
    registry.fill([{ name: 'churn' }, { name: 'fraud' }, { name: 'churn' }]);
    const { run, written } = await registry.start({});
    await run();
    const names = written()[0].map(one => one.metadata.name);
    expect(names.sort()).toEqual(['churn', 'fraud']);
  });

  it('whose names are the same to the catalog are told apart', async () => {
    registry.fill([{ name: 'churn' }, { name: 'Churn' }, { name: 'chürn' }]);
    const { run, written } = await registry.start({});
    await run();
    const names = written()[0].map(one => one.metadata.name.toLowerCase());
    expect(new Set(names).size).toBe(3);
    expect(written()[0].map(one => one.metadata.title)).toEqual(
      expect.arrayContaining(['Churn', 'chürn']),
    );
  });

  it('that are called like another entity are left out, and that is said', async () => {
    registry.fill([{ name: 'churn' }, { name: 'fraud' }]);
    const { kind, apiVersion, spec } = registry.brought('churn');
    const taken = { kind, apiVersion, spec, metadata: { name: 'churn' } };
    const { run, written } = await registry.start({ entities: [taken] });
    const { problems = [] } = await run();
    expect(written()[0].map(one => one.metadata.name)).toEqual(['fraud']);
    expect(problems).toMatchObject([
      {
        message: expect.stringContaining('model:default/churn is another'),
        remedy: expect.stringContaining('add the annotations'),
      },
    ]);
  });
}

function itFollows(registry: RegistryUnderTest): void {
  const [before, after] = [1_700_000_000_000, 1_700_000_000_001];

  it('that are taken away and made again come back, and their versions are told anew', async () => {
    const { run, mutations, reportVersion } = await registry.start({});
    registry.fill([{ name: 'fraud' }, { name: 'churn', createdAt: before }]);
    await run();
    await run();
    const told = () =>
      reportVersion.mock.calls.filter(([ref]) => ref.endsWith('/churn'));
    expect(told()).toHaveLength(1);
    registry.fill([{ name: 'fraud' }]);
    await run();
    expect(mutations.at(-1)).toMatchObject({
      ...{ type: 'delta', added: [] },
      removed: [{ entityRef: 'model:default/churn' }],
    });
    registry.fill([{ name: 'fraud' }, { name: 'churn', createdAt: after }]);
    await run();
    await run();
    expect(mutations.at(-1)).toMatchObject({ type: 'delta', removed: [] });
    expect(told()).toHaveLength(2);
    const origins = told().map(([, { origin }]) => origin?.id);
    expect(new Set(origins).size).toBe(registry.knowsTimes ? 2 : 1);
  });

  it('whose clock runs ahead have versions of now', async () => {
    const { run, reportVersion } = await registry.start({
      entities: [registry.brought('churn')],
    });
    registry.fill([{ name: 'churn', createdAt: Date.now() + 86_400_000 }]);
    await run();
    const [[, { createdAt }]] = reportVersion.mock.calls;
    expect(createdAt !== undefined).toBe(registry.knowsTimes);
    expect(Date.parse(createdAt ?? '') > Date.now()).toBe(false);
  });
}

function itBearsMany(registry: RegistryUnderTest): void {
  it('are ten thousand: written once, told once, also after a restart', async () => {
    registry.fill(Array.from({ length: MANY }, (_, i) => ({ name: `m-${i}` })));
    const { run, restart, written, reportVersion } = await registry.start({});
    const { counts } = await run();
    expect(counts).toContainEqual({ what: 'models', count: MANY });
    expect(written().map(({ length }) => length)).toEqual([MANY]);
    await run();
    expect(reportVersion).toHaveBeenCalledTimes(MANY);
    await restart();
    await run();
    expect(reportVersion).toHaveBeenCalledTimes(MANY);
  }, 180_000);
}
