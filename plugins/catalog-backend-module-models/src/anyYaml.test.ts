import { Entity } from '@backstage/catalog-model';
import { parseEntityYaml } from '@backstage/plugin-catalog-node';
import { JsonValue } from '@backstage/types';
import fc from 'fast-check';
import fs from 'node:fs';
import path from 'node:path';
import { RunningCatalog, startCatalog } from './__testUtils__/startCatalog';

jest.setTimeout(300_000);

const MODELS = path.resolve(__dirname, '../../../examples/models');

/** The models of the demo company: each is mutated. */
const originals: Entity[] = fs
  .readdirSync(MODELS, { recursive: true, encoding: 'utf8' })
  .filter(file => file.endsWith('.yaml'))
  .flatMap(file => {
    const target = path.join(MODELS, file);
    const results = [
      ...parseEntityYaml(fs.readFileSync(target), { type: 'file', target }),
    ];
    return results.flatMap(result =>
      result.type === 'entity' && result.entity.kind === 'Model'
        ? [result.entity]
        : [],
    );
  });

const FIELDS = [
  ...['type', 'lifecycle', 'owner', 'system', 'riskTier', 'intendedUse'],
  ...['servedBy', 'dependsOn', 'trainedOn', 'baseModel', 'monitoring', 'card'],
];

/** What trips over a validator, a database or a page. */
const values: fc.Arbitrary<JsonValue> = fc.oneof(
  fc.constantFrom<JsonValue>(
    ...[null, true, 0, -1, 1e308, '', ' ', '\u0000', '\ud800', '__proto__'],
    ...[[], {}, [[]], [null], [''], { toString: 1 }, { $ref: 'Entity' }],
    ...['group:default/a', 'a/b/c', 'x:y:z', 'model:default/a', '../a'],
    ...['a'.repeat(60_000), Array(300).fill('resource:default/a')],
    ...[{ thresholds: [{}] }, { thresholds: [{ check: 'a', warning: 'b' }] }],
    ...[{ thresholds: 'a' }, { other: 1 }],
  ),
  fc.jsonValue({ maxDepth: 4 }) as fc.Arbitrary<JsonValue>,
  // What makes a regular expression go back again and again.
  fc
    .tuple(
      fc.constantFrom('a', 'a/', ':', 'Group|', ' '),
      fc.constantFrom('', '!'),
    )
    .map(([unit, end]) => unit.repeat(10_000) + end),
);

const mutated = fc
  .record({
    original: fc.constantFrom(...originals),
    field: fc.constantFrom(...FIELDS),
    value: values,
  })
  .map(({ original, field, value }) => ({
    field,
    entity: { ...original, spec: { ...original.spec, [field]: value } },
  }));

/** The field, or what Backstage says of an object that hides its `toString`. */
const isNamed = (field: string) =>
  new RegExp(
    `/spec(/${field}\\b| must)|Cannot convert object to primitive value`,
  );

describe('a model of which one field says anything', () => {
  let catalog: RunningCatalog;
  beforeAll(async () => {
    catalog = await startCatalog();
  });

  it('is taken, or refused with the name of that field', async () => {
    const counts = { taken: 0, refused: 0 };
    await fc.assert(
      fc.asyncProperty(mutated, async ({ field, entity }) => {
        const { status, text } = await catalog.validate(entity);
        if (status === 200) {
          counts.taken++;
          return;
        }
        counts.refused++;
        expect(status).toBe(400);
        const [{ message }] = JSON.parse(text).errors;
        expect(message).toMatch(isNamed(field));
        expect(message).not.toMatch(/Cannot read|is not a function|stack/);
      }),
      { numRuns: 2_000, endOnFailure: true },
    );
    expect(counts.taken).toBeGreaterThan(100);
    expect(counts.refused).toBeGreaterThan(100);
  });

  it('is answered when all of it says anything', async () => {
    const anything = fc.record({
      apiVersion: fc.constantFrom('modelry.dev/v1alpha1', 'modelry.dev/v9'),
      kind: fc.constantFrom('Model', 'model', 'MODEL'),
      metadata: fc.oneof(values, fc.record({ name: values, tags: values })),
      spec: values,
    });
    await fc.assert(
      fc.asyncProperty(anything, async entity => {
        const { status, text } = await catalog.validate(
          JSON.parse(JSON.stringify(entity)),
        );
        expect([200, 400]).toContain(status);
        expect(text).not.toMatch(/Cannot read|is not a function/);
      }),
      { numRuns: 1_000 },
    );
  });
});
