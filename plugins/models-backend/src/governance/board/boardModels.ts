import {
  BoardQuery,
  RiskTier,
  riskTierSchema,
} from '@modelry/backstage-plugin-models-common';
import { Knex } from 'knex';
import { whereAmong } from '../../database/whereAmong';
import { Visible } from '../../kind/ModelVisibility';

/** Which models a list is about. */
export interface ModelFilter
  extends Pick<BoardQuery, 'owner' | 'system' | 'riskTier'> {
  /** Those that the caller may see. */
  visible: Visible;
}

/** What every row of the board says of its model. */
export interface ModelColumns {
  model_ref: string;
  model_title: string;
  owner: string | null;
  system: string | null;
  risk_tier: string | null;
}

/** The columns of {@link ModelColumns}, of the table `fleet_models as m`. */
export const MODEL_COLUMNS = [
  'm.model_ref',
  'm.title as model_title',
  'm.owner',
  'm.system',
  'm.risk_tier',
] as const;

/** Reads {@link ModelColumns}. */
export function toBoardModel(row: ModelColumns): {
  modelRef: string;
  title: string;
  owner?: string;
  system?: string;
  riskTier?: RiskTier;
} {
  return {
    modelRef: row.model_ref,
    title: row.model_title,
    ...(row.owner !== null && { owner: row.owner }),
    ...(row.system !== null && { system: row.system }),
    ...(row.risk_tier !== null && {
      riskTier: riskTierSchema.parse(row.risk_tier),
    }),
  };
}

/** Narrows a query over `fleet_models as m` to the models that are asked for. */
export function narrowModels(
  query: Knex.QueryBuilder,
  { visible, owner, system, riskTier }: ModelFilter,
): Knex.QueryBuilder {
  if (visible !== 'all') {
    whereAmong(query, 'm.model_ref', visible);
  }
  if (owner !== undefined) {
    query.where('m.owner', owner.toLocaleLowerCase('en-US'));
  }
  if (system !== undefined) {
    query.where('m.system', system.toLocaleLowerCase('en-US'));
  }
  if (riskTier !== undefined) {
    query.where('m.risk_tier', riskTier);
  }
  return query;
}
