/**
 * The validator has no build for browsers.
 * @jest-environment node
 */
import { Spec, Validation } from '@cyclonedx/cyclonedx-library';
import spdxLicenseIds from 'spdx-license-ids/index.json';
import { ModelCard } from '../../card/cardSchemas';
import { readModelCard } from '../../card/readModelCard';
import { bare, full, identity } from './__testUtils__/inventory';
import { createModelBom } from './modelBom';

const schema = new Validation.JsonStrictValidator(Spec.Version.v1dot6);
// The validator says nothing when there is nothing to say.
const problemsOf = (document: string) => schema.validate(document);

describe('the bill of materials of a model', () => {
  const CARD = `---
license: apache-2.0
base_model: org/other
datasets: squad
pipeline_tag: text-classification
model-index:
  - name: churn
    results:
      - task: {type: x}
        dataset: {type: squad, name: squad, split: test}
        metrics: [{type: f1, value: 0.9}]
---
# Churn

## Limitations

Small companies.
`;

  function cardOf(document: string): ModelCard {
    const answer = readModelCard(document);
    if ('problem' in answer) {
      throw new Error(answer.problem);
    }
    return answer.card;
  }

  it('is about the version, and lists what it is made of', async () => {
    const bom = createModelBom({ item: full(), version: '8', identity });
    expect(await problemsOf(JSON.stringify(bom))).toBeNull();
    expect(bom).toMatchObject({
      metadata: {
        component: {
          'bom-ref': 'model:default/churn@8',
          modelCard: {
            modelParameters: {
              datasets: [{ ref: 'resource:default/customers' }],
            },
          },
        },
      },
      components: [
        { type: 'data', name: 'customers' },
        { type: 'machine-learning-model', name: 'base' },
        { type: 'application', name: 'encoder' },
      ],
      services: [{ name: 'features' }],
      dependencies: [
        {
          ref: 'model:default/churn@8',
          dependsOn: [
            'resource:default/customers',
            'model:default/base',
            'component:default/encoder',
            'api:default/features',
          ],
        },
      ],
    });
  });

  it('says what the card of the version says', async () => {
    const bom = createModelBom({
      ...{ item: full(), version: '8', identity, card: cardOf(CARD) },
    });
    expect(await problemsOf(JSON.stringify(bom))).toBeNull();
    expect(bom).toMatchObject({
      metadata: {
        component: {
          licenses: [{ license: { id: 'Apache-2.0' } }],
          modelCard: {
            modelParameters: {
              task: 'text-classification',
              datasets: [
                { ref: 'resource:default/customers' },
                { type: 'dataset', name: 'squad' },
              ],
            },
            quantitativeAnalysis: {
              performanceMetrics: [
                { type: 'auc' },
                { type: 'n' },
                { type: 'f1', value: '0.9', slice: 'squad, test' },
              ],
            },
            considerations: { technicalLimitations: ['Small companies.'] },
          },
        },
      },
    });
  });

  it('names the base model of the card when the catalog knows none', async () => {
    const item = bare();
    const bom = createModelBom({ item, identity, card: cardOf(CARD) });
    expect(await problemsOf(JSON.stringify(bom))).toBeNull();
    expect(bom).toMatchObject({
      metadata: {
        component: {
          'bom-ref': 'model:default/churn',
          pedigree: { ancestors: [{ group: 'org', name: 'other' }] },
        },
      },
      components: [],
    });
  });

  it.each(['Our own terms', 'mit', 'openrail'])(
    'is valid with the license %s',
    async license => {
      const card = cardOf(
        `---\nlicense: other\nlicense_name: ${license}\nlicense_link: "https://example.com/a b"\n---\n`,
      );
      const bom = createModelBom({ item: bare(), identity, card });
      expect(await problemsOf(JSON.stringify(bom))).toBeNull();
    },
  );

  it('names licenses as the format knows them', async () => {
    const card = {
      ...cardOf('# A'),
      licenses: spdxLicenseIds.map(id => ({ name: id.toLowerCase() })),
    };
    const bom = createModelBom({ item: bare(), identity, card });
    expect(await problemsOf(JSON.stringify(bom))).toBeNull();
  });
});
