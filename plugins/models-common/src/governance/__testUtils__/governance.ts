import {
  EffectiveRequirement,
  Requirement,
  requirementDigest,
  requirementSchema,
} from '../policy';
import { Decision } from '../schemas';

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
    policy: { id: 'high-risk', title: 'High-risk models' },
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
    decidedBy: 'user:default/vera-validator',
    decidedAt: '2026-03-01T09:00:00.000Z',
    sequence,
    ...parts,
  };
}
