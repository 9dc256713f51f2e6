import { JsonObject } from '@backstage/types';
import { Lifecycle } from '../lifecycle/stages';
import { THRESHOLD_DIRECTIONS } from '../monitoring/directions';
import { MODEL_REFERENCES, ModelReference } from './references';
import { RISK_TIERS } from './riskTier';

const textUpTo = (maxLength: number) =>
  ({ type: 'string', minLength: 1, maxLength } as const);

/** Longer than any entity ref: kind, namespace and name of 63 letters each. */
const LONGEST_REF = 200;

// The catalog drops a relation to another kind without a word: a model whose
// owner is mistyped would just look unowned. So the schema refuses it.
function entityRef({ kinds, defaultKind }: ModelReference): JsonObject {
  const kind = kinds
    .map(name => `${name}|${name.toLocaleLowerCase('en-US')}`)
    .join('|');
  return {
    type: 'string',
    maxLength: LONGEST_REF,
    pattern: `^((${kind}):)${defaultKind ? '?' : ''}([^:/\\s]+/)?[^:/\\s]+$`,
  };
}

const monitoringSchema: JsonObject = {
  type: 'object',
  additionalProperties: false,
  description: 'How the model is watched.',
  properties: {
    thresholds: {
      type: 'array',
      maxItems: 200,
      description: 'What results of its checks are held against.',
      items: {
        type: 'object',
        additionalProperties: false,
        required: ['check'],
        anyOf: [{ required: ['warning'] }, { required: ['critical'] }],
        properties: {
          check: { ...textUpTo(200), description: 'Name of the check.' },
          environment: {
            ...textUpTo(63),
            description: 'Where; everywhere when left out.',
          },
          direction: {
            type: 'string',
            enum: [...THRESHOLD_DIRECTIONS],
            description: 'Which values are bad; higher ones when left out.',
          },
          warning: {
            type: 'number',
            description: 'From this value on a result is a warning.',
          },
          critical: {
            type: 'number',
            description: 'From this value on a result is critical.',
          },
          hysteresis: {
            type: 'number',
            minimum: 0,
            description:
              'How much better than a limit a value must be to leave it.',
          },
        },
      },
    },
  },
};

function entityRefs(reference: ModelReference): JsonObject {
  return { type: 'array', items: entityRef(reference), maxItems: 200 };
}

/** All but the lifecycle, of which the stages are configuration. */
const DECLARED_FIELDS: JsonObject = {
  type: {
    ...textUpTo(100),
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
  owner: {
    ...entityRef(MODEL_REFERENCES.owner),
    description: 'The group or user that answers for the model.',
    examples: ['group:default/credit-analytics'],
  },
  system: {
    ...entityRef(MODEL_REFERENCES.system),
    description: 'The system that the model is part of.',
  },
  riskTier: {
    type: 'string',
    enum: [...RISK_TIERS],
    description: 'Risk tier of the EU AI Act for the intended use.',
  },
  intendedUse: {
    ...textUpTo(10_000),
    description: 'What the model is meant for.',
  },
  servedBy: {
    ...entityRefs(MODEL_REFERENCES.servedBy),
    description: 'Components and APIs through which the model is called.',
  },
  dependsOn: {
    ...entityRefs(MODEL_REFERENCES.dependsOn),
    description: 'What the model needs to work.',
  },
  trainedOn: {
    ...entityRefs(MODEL_REFERENCES.trainedOn),
    description: 'Resources with the data that the model learned from.',
  },
  baseModel: {
    ...entityRef(MODEL_REFERENCES.baseModel),
    description: 'The model that this one was derived from.',
  },
  monitoring: monitoringSchema,
  card: {
    ...textUpTo(2_000),
    description: 'The model card: a path relative to the source, or a URL.',
    examples: ['./MODEL_CARD.md'],
  },
};

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
export function modelJsonSchema(lifecycle: Lifecycle): JsonObject {
  return {
    type: 'object',
    required: ['spec'],
    properties: {
      spec: {
        type: 'object',
        required: ['type', 'lifecycle'],
        additionalProperties: true,
        properties: {
          ...DECLARED_FIELDS,
          lifecycle: {
            type: 'string',
            enum: lifecycle.stages.map(({ id }) => id),
            description: 'The lifecycle stage that the author declares.',
          },
        },
      },
    },
  };
}
