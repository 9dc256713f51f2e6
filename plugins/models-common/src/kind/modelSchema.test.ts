import { z } from 'zod';
import { DEFAULT_LIFECYCLE } from '../lifecycle/stages';
import { modelJsonSchema } from './modelSchema';
import { MODEL_REFERENCES } from './references';
import { MODEL_RELATION_PAIRS } from './relations';
import { RISK_TIERS } from './riskTier';

const fields = z
  .object({
    properties: z.object({
      spec: z.object({
        required: z.array(z.string()),
        properties: z.record(
          z.string(),
          z.object({
            description: z.string(),
            enum: z.array(z.string()).optional(),
            pattern: z.string().optional(),
            items: z.object({ pattern: z.string() }).optional(),
          }),
        ),
      }),
    }),
  })
  .parse(modelJsonSchema(DEFAULT_LIFECYCLE)).properties.spec;

function allows(field: keyof typeof MODEL_REFERENCES, ref: string): boolean {
  const { pattern, items } = fields.properties[field];
  return new RegExp(pattern ?? items?.pattern ?? '$.').test(ref);
}

describe('the schema of a model', () => {
  it('asks for nothing but the type and the lifecycle', () => {
    expect(fields.required).toEqual(['type', 'lifecycle']);
  });

  it('explains every field', () => {
    expect(
      Object.values(fields.properties).filter(f => !f.description),
    ).toEqual([]);
  });

  it('allows the stages and the risk tiers that everything else knows', () => {
    expect(fields.properties.lifecycle.enum).toEqual([
      'development',
      'validation',
      'production',
      'retired',
      'archived',
    ]);
    expect(fields.properties.riskTier.enum).toEqual([...RISK_TIERS]);
  });

  it.each<[keyof typeof MODEL_REFERENCES, string]>([
    ['owner', 'credit-analytics'],
    ['owner', 'bank/credit-analytics'],
    ['owner', 'group:default/credit-analytics'],
    ['owner', 'User:default/tilda-teamlead'],
    ['system', 'lending'],
    ['dependsOn', 'resource:feature-table'],
    ['dependsOn', 'API:default/rates'],
    ['servedBy', 'loan-decisions'],
    ['servedBy', 'api:default/loan-decision-api'],
    ['trainedOn', 'loan-history'],
    ['baseModel', 'model:default/bureau-score'],
  ])('lets %s name %s', (field, ref) => {
    expect(allows(field, ref)).toBe(true);
  });

  it.each<[keyof typeof MODEL_REFERENCES, string]>([
    ['owner', ''],
    ['owner', 'component:default/loan-decisions'],
    ['owner', 'two words'],
    ['owner', 'group:a/b/c'],
    ['system', 'domain:default/bank'],
    ['dependsOn', 'feature-table'],
    ['dependsOn', 'group:default/credit-analytics'],
    ['servedBy', 'resource:default/feature-table'],
    ['trainedOn', 'component:default/loan-decisions'],
    ['baseModel', 'resource:default/weights'],
  ])('never lets %s name "%s"', (field, ref) => {
    expect(allows(field, ref)).toBe(false);
  });

  it('follows every reference with a relation, and ours are all used', () => {
    const used = Object.values(MODEL_REFERENCES).map(
      ({ relation, reverse }) => [relation, reverse],
    );

    expect(used).toEqual(expect.arrayContaining([...MODEL_RELATION_PAIRS]));
  });
});
