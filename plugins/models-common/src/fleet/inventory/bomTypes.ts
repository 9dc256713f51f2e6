import { JsonObject } from '@backstage/types';

// What we write of CycloneDX 1.6; its schema has more.

/** Something named, for tools that know what it means. */
export interface BomProperty {
  name: string;
  value: string;
}

/** A data set as a model card names it. */
export type BomDataset = { ref: string } | { type: 'dataset'; name: string };

/** What a bill of materials says of a model beyond what it says of any component. */
export interface BomModelCard {
  modelParameters: {
    task: string;
    datasets?: BomDataset[];
  };
  quantitativeAnalysis?: {
    performanceMetrics: Array<{
      type: string;
      value: string;
      slice?: string;
      confidenceInterval?: { lowerBound: string; upperBound: string };
    }>;
  };
  considerations?: {
    useCases?: string[];
    technicalLimitations?: string[];
  };
}

/** A component of a bill of materials. */
export interface BomComponent {
  type: 'machine-learning-model' | 'application' | 'data';
  'bom-ref'?: string;
  group?: string;
  name: string;
  version?: string;
  description?: string;
  hashes?: Array<{ alg: 'SHA-256'; content: string }>;
  licenses?: Array<{
    license: { id: string; url?: string } | { name: string; url?: string };
  }>;
  pedigree?: { ancestors: BomComponent[] };
  externalReferences?: Array<{
    type: 'website' | 'model-card' | 'distribution';
    url: string;
  }>;
  modelCard?: BomModelCard;
  tags?: string[];
  properties?: BomProperty[];
}

/** A service that something needs. */
export interface BomService {
  'bom-ref': string;
  group?: string;
  name: string;
}

/** What stands before the components. */
export interface BomHead extends JsonObject {
  bomFormat: 'CycloneDX';
  specVersion: '1.6';
  serialNumber: string;
  version: 1;
}
