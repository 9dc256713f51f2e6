import {
  EffectiveRequirement,
  requirementDigest,
} from '../effectiveRequirements';
import { Requirement, requirementSchema } from '../policy';
import { GovernanceRecord } from '../record';
import { Review } from '../reviewSchemas';
import { ModelFacts } from '../factsSchemas';
import { Decision } from '../schemas';
import { Waiver } from '../waiverSchemas';

/** The facts of the model that every decision was made with, unless it says otherwise. */
export const FACTS: ModelFacts = {
  riskTier: 'high',
  intendedUse: 'Find customers who are about to leave',
  trainedOn: ['resource:default/contracts'],
};

/** A requirement as configuration has it, with the given parts over it. */
export function requirement(
  parts: Partial<Requirement> = {},
): EffectiveRequirement {
  const parsed = requirementSchema.parse({
    id: 'validation',
    title: 'Independent validation',
    stage: 'production',
    approvers: ['group:default/model-validation'],
    ...parts,
  });
  return {
    ...parsed,
    policies: [
      {
        id: 'high-risk',
        title: 'High-risk models',
        digest: 'f'.repeat(64),
        because: ['spec.riskTier is high'],
      },
    ],
    digest: requirementDigest(parsed),
  };
}

/** An approval of version 7 for a requirement, with the given parts over it. */
export function decision(
  asked: EffectiveRequirement,
  parts: Partial<Decision> = {},
): Decision {
  const sequence = parts.sequence ?? 1;
  return {
    id: `decision-${sequence}`,
    requirement: asked.id,
    requirementDigest: asked.digest,
    stage: asked.stage,
    version: '7',
    decision: 'approved',
    comment: 'Reproduced the evaluation',
    evidence: [],
    reviewId: 'review-1',
    facts: FACTS,
    decidedBy: 'user:default/vera-validator',
    decidedAt: '2026-03-01T09:00:00.000Z',
    sequence,
    ...parts,
  };
}

/** An open review of version 7 for production, with the given parts over it. */
export function review(parts: Partial<Review> = {}): Review {
  const sequence = parts.sequence ?? 1;
  return {
    id: `review-${sequence}`,
    version: '7',
    stage: 'production',
    status: 'open',
    openedBy: 'user:default/dario-datasci',
    openedAt: '2026-02-28T09:00:00.000Z',
    sequence,
    ...parts,
  };
}

/** A waiver of a requirement for all versions, with the given parts over it. */
export function waiver(
  asked: EffectiveRequirement,
  parts: Partial<Waiver> = {},
): Waiver {
  const sequence = parts.sequence ?? 1;
  return {
    id: `waiver-${sequence}`,
    requirement: asked.id,
    requirementDigest: asked.digest,
    stage: asked.stage,
    facts: FACTS,
    reason: 'The validators are at sea until April',
    until: '2026-04-01T00:00:00.000Z',
    grantedBy: 'user:default/rosa-risk',
    grantedAt: '2026-03-01T09:00:00.000Z',
    sequence,
    ...parts,
  };
}

/** A record of nothing but the given acts. */
export function record(
  parts: Partial<GovernanceRecord> = {},
): GovernanceRecord {
  return { decisions: [], reviews: [], waivers: [], ...parts };
}
