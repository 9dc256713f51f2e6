import { toArtifact, toNamedFacts, toRegistryEntity } from './registryFacts';

const facts = {
  ...{ name: 'churn', namespace: 'default', annotations: {}, links: [] },
  ...{ tags: [], type: 'other', lifecycle: 'development' },
};

describe('the entity of a model of a registry', () => {
  it.each<[string[], string | undefined]>([
    [['group:default/bank'], 'group:default/bank'],
    [['User:anna'], 'User:anna'],
    [['ml-platform'], 'ml-platform'],
    [['component:default/x', '', 'two words', 'anna'], 'anna'],
    // The catalog knows kinds in these letters only.
    [['GROUP:bank'], undefined],
    [['a/b/c'], undefined],
  ])('is owned by the first of %j that can own', (owners, owner) => {
    expect(toRegistryEntity({ ...facts, owners }).spec.owner).toBe(owner);
  });

  it.each([
    ['System:crm', 'System:crm'],
    ['group:crm', undefined],
  ])('is not part of what is no system: %s', (named, system) => {
    const { spec } = toRegistryEntity({ ...facts, systems: [named] });
    expect(spec.system).toBe(system);
  });

  it('has the tags that the catalog takes, each once', () => {
    const tags = ['Open Data', 'open_data', 'c++', 'no good!', 'x'.repeat(64)];
    expect(toRegistryEntity({ ...facts, tags }).metadata.tags).toEqual([
      ...['open-data', 'c++'],
    ]);
    expect(toRegistryEntity(facts).metadata).not.toHaveProperty('tags');
  });

  it.each([
    [' High ', 'high'],
    ['enormous', undefined],
  ])('has a risk tier that there is: %j', (riskTier, expected) => {
    expect(toRegistryEntity({ ...facts, riskTier }).spec.riskTier).toBe(
      expected,
    );
  });
});

describe('the artifact of a version', () => {
  it.each<[string | undefined, string | undefined]>([
    ['s3://models/churn/7', 's3://models/churn/7'],
    ['models:/m-1234', 'models:/m-1234'],
    ['hf://org/churn?revision=main', 'hf://org/churn?revision=main'],
    ['s3://anna:pw@models/7', 's3://models/7'],
    ['https://anna@store.example/7', 'https://store.example/7'],
    ['https://store.example/7?sig=s3cret', 'https://store.example/7'],
    ['churn/7', 'churn/7'],
    ['two\nlines', undefined],
    ['', undefined],
    [undefined, undefined],
  ])('at %j lies at %j', (uri, expected) => {
    expect(toArtifact({ uri })?.uri).toBe(expected);
  });

  it('is left out when its address is too long to be one', () => {
    expect(toArtifact({ uri: `s3://${'x'.repeat(2_000)}` })).toBeUndefined();
  });

  it('has a format of what is known of it', () => {
    const uri = 's3://models/7';
    expect(toArtifact({ uri, format: ['onnx', ' 1 '], storage: ' ' })).toEqual({
      ...{ uri, format: 'onnx 1' },
    });
    expect(toArtifact({ uri, format: [undefined, '1'] })?.format).toBe('1');
  });
});

describe('named facts', () => {
  it('are those that the record takes', () => {
    const many = Array.from({ length: 150 }, (_, i) => [`m${i}`, i] as const);
    const taken = toNamedFacts([[' ', 1], ['x'.repeat(201), 2], ...many]);
    expect(Object.keys(taken)).toHaveLength(100);
    expect(taken).toMatchObject({ m0: 0, m99: 99 });
  });
});
