import { LIFECYCLE_STAGES } from '../lifecycle/stages';
import { RISK_TIERS } from './riskTier';

const nonEmptyText = { type: 'string', minLength: 1 } as const;
const entityRefs = {
  type: 'array',
  items: nonEmptyText,
  maxItems: 200,
} as const;

/**
 * JSON Schema of what the kind `Model` adds to an entity.
 *
 * @remarks
 *
 * The catalog's model layer adds the common envelope (apiVersion, kind,
 * metadata), and reads the `examples` and `description` of each field to people
 * and agents who ask what the kind is.
 *
 * @public
 */
export const modelJsonSchema = {
  type: 'object',
  required: ['spec'],
  properties: {
    spec: {
      type: 'object',
      required: ['type', 'lifecycle'],
      additionalProperties: true,
      properties: {
        type: {
          ...nonEmptyText,
          description: 'What the model does.',
          examples: [
            'classification',
            'regression',
            'ranking',
            'forecasting',
            'generation',
            'embedding',
          ],
        },
        lifecycle: {
          type: 'string',
          enum: [...LIFECYCLE_STAGES],
          description: 'The lifecycle stage that the author declares.',
        },
        owner: {
          ...nonEmptyText,
          description: 'The group or user that answers for the model.',
          examples: ['group:default/credit-analytics'],
        },
        system: {
          ...nonEmptyText,
          description: 'The system that the model is part of.',
        },
        riskTier: {
          type: 'string',
          enum: [...RISK_TIERS],
          description: 'Risk tier of the EU AI Act for the intended use.',
        },
        intendedUse: {
          ...nonEmptyText,
          description: 'What the model is meant for.',
        },
        servedBy: {
          ...entityRefs,
          description: 'Components and APIs through which the model is called.',
        },
        dependsOn: {
          ...entityRefs,
          description: 'What the model needs to work.',
        },
        trainedOn: {
          ...entityRefs,
          description: 'Resources with the data that the model learned from.',
        },
        baseModel: {
          ...nonEmptyText,
          description: 'The model that this one was derived from.',
        },
        card: {
          ...nonEmptyText,
          description: 'Relative path of the model card.',
          examples: ['./MODEL_CARD.md'],
        },
      },
    },
  },
} as const;
