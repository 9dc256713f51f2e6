import { Entity } from '@backstage/catalog-model';
import { LifecycleStage } from '../lifecycle/stages';
import { RiskTier } from './riskTier';

/**
 * The kind that Modelry adds to the catalog.
 *
 * @public
 */
export const MODEL_KIND = 'Model';

/**
 * The API group and version of the kind `Model`.
 *
 * @public
 */
export const MODEL_API_VERSION = 'modelry.dev/v1alpha1';

/**
 * A machine-learning model as its author declares it in the catalog.
 *
 * @remarks
 *
 * What happens to the model (versions, deployments, checks, sign-offs) is not
 * declared here: it is reported to and decided in the model record.
 *
 * @public
 */
export interface ModelEntityV1alpha1 extends Entity {
  /** Group and version of the kind. */
  apiVersion: typeof MODEL_API_VERSION;
  /** The kind. */
  kind: typeof MODEL_KIND;
  /** What the author declares. */
  spec: {
    /** What the model does, e.g. `classification` or `forecasting`. */
    type: string;
    /** The stage that the author declares; the stages of reported versions win. */
    lifecycle: LifecycleStage;
    /** Entity ref of the group or user that answers for the model. */
    owner?: string;
    /** Entity ref of the system that the model is part of. */
    system?: string;
    /** The tier of the EU AI Act that the model's use falls into. */
    riskTier?: RiskTier;
    /** What the model is meant for, in the words of its owner. */
    intendedUse?: string;
    /** Components and APIs through which the model is called. */
    servedBy?: string[];
    /** Components, resources, APIs and models that the model needs to work. */
    dependsOn?: string[];
    /** Resources that hold the data the model learned from. */
    trainedOn?: string[];
    /** The model that this one was derived from, e.g. by fine-tuning. */
    baseModel?: string;
    /** How the model is watched. */
    monitoring?: {
      /** What results of its checks are held against. */
      thresholds?: Array<{
        /** Name of the check. */
        check: string;
        /** Where; everywhere when left out. */
        environment?: string;
        /** Which values are bad; higher ones when left out. */
        direction?: 'higher-is-worse' | 'lower-is-worse';
        /** From this value on a result is a warning. */
        warning?: number;
        /** From this value on a result is critical. */
        critical?: number;
        /** How much better than a limit a value must be to leave it. */
        hysteresis?: number;
      }>;
    };
    /** The model card: a path relative to the entity's source, or a URL. */
    card?: string;
  };
}

/**
 * The current version of the kind `Model`.
 *
 * @public
 */
export type ModelEntity = ModelEntityV1alpha1;

/**
 * Tells whether an entity is a Modelry model, of whatever version.
 *
 * @public
 */
export function isModelEntity(entity: Entity): entity is ModelEntity {
  return (
    entity.kind.toLocaleLowerCase('en-US') ===
      MODEL_KIND.toLocaleLowerCase('en-US') &&
    entity.apiVersion.startsWith('modelry.dev/')
  );
}
