/**
 * The validator has no build for browsers.
 * @jest-environment node
 */
import { Spec, Validation } from '@cyclonedx/cyclonedx-library';
import fc from 'fast-check';
import { InventoryItem } from './InventoryItem';
import {
  AT,
  DIGEST,
  bare,
  full,
  identity,
  pagesOf,
  read,
  versionOf,
} from './__testUtils__/inventory';
import { writeInventoryBom } from './writeBom';

const schema = new Validation.JsonStrictValidator(Spec.Version.v1dot6);
// The validator says nothing when there is nothing to say.
const problemsOf = (document: string) => schema.validate(document);

const bomOf = (...pages: InventoryItem[][]) =>
  read(writeInventoryBom(pagesOf(...pages), identity));

describe('an inventory as a bill of materials', () => {
  it('is valid, also when it is empty', async () => {
    expect(await problemsOf('{"bomFormat":"CycloneDX"}')).not.toBeNull();
    expect(await problemsOf(await bomOf())).toBeNull();
    expect(JSON.parse(await bomOf())).toMatchObject({
      ...{ bomFormat: 'CycloneDX', specVersion: '1.6', components: [] },
      serialNumber: `urn:uuid:${identity.id}`,
      metadata: { timestamp: AT },
    });
    const document = await bomOf([full(), bare('fraud')], [], [bare('x')]);
    expect(await problemsOf(document)).toBeNull();
  });

  it('lists the version in question and those that run', async () => {
    const { components } = JSON.parse(await bomOf([full(), bare('fraud')]));
    expect(components.map((c: object) => Object(c)['bom-ref'])).toEqual([
      'model:default/churn@8',
      'model:default/churn@7',
      'model:default/churn@9',
      'model:default/fraud',
    ]);
    expect(components[0]).toMatchObject({
      ...{ type: 'machine-learning-model', group: 'default', name: 'churn' },
      hashes: [{ alg: 'SHA-256', content: DIGEST }],
      pedigree: { ancestors: [{ group: 'default', name: 'base' }] },
      externalReferences: [
        {
          type: 'website',
          url: 'https://registry.example.com/models/8?a=b%20c',
        },
        { type: 'model-card', url: 'https://example.com/a%20card.md' },
        { type: 'distribution', url: 's3://models/churn/8' },
      ],
      modelCard: {
        modelParameters: {
          task: 'classification',
          datasets: [{ type: 'dataset', name: 'resource:default/customers' }],
        },
        quantitativeAnalysis: {
          performanceMetrics: [
            { type: 'auc', value: '0.81' },
            { type: 'n', value: '-1e+21' },
          ],
        },
        considerations: { useCases: ['Letters to customers'] },
      },
    });
    const [, seventh, ninth] = components;
    expect(seventh.properties).toEqual(
      expect.arrayContaining([
        { name: 'modelry:stage', value: 'production' },
        { name: 'modelry:deployment', value: 'production/primary: running' },
      ]),
    );
    // What was never reported holds no stage, and nobody was asked about it.
    expect(
      ninth.properties.map(({ name }: { name: string }) => name),
    ).not.toEqual(expect.arrayContaining(['modelry:stage']));
    expect(JSON.stringify(seventh)).not.toContain('modelry:signOff');
  });

  it('is valid whatever people write', async () => {
    const text = fc.string({ unit: 'binary', minLength: 1 });
    await fc.assert(
      fc.asyncProperty(text, text, text, async (one, two, three) => {
        const item = full();
        item.entity.spec.intendedUse = one;
        item.entity.metadata.description = two;
        item.entity.spec.card = `https://example.com/${three}`;
        const document = await bomOf([
          {
            ...item,
            versions: [
              versionOf({
                metrics: { [one]: 1 },
                link: `https://example.com/?${two}#${three}`,
              }),
            ],
          },
        ]);
        expect(await problemsOf(document)).toBeNull();
      }),
      { numRuns: 50 },
    );
  });
});
