import { z } from 'zod';

/**
 * The risk tiers of the EU AI Act, Regulation (EU) 2024/1689, lowest first.
 *
 * @public
 */
export const RISK_TIERS = [
  'minimal',
  'limited',
  'high',
  'unacceptable',
] as const;

/**
 * One of {@link RISK_TIERS}.
 *
 * @public
 */
export type RiskTier = (typeof RISK_TIERS)[number];

/**
 * Schema of {@link RiskTier}.
 *
 * @public
 */
export const riskTierSchema = z.enum(RISK_TIERS);
