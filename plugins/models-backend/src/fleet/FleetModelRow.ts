import { TimeColumn } from '../database/columns';
import { FleetColumns } from './fleetProjection';

/** Where a model of the catalog stands: a row of `fleet_models`. */
export interface FleetModelRow extends FleetColumns {
  model_ref: string;
  title: string;
  sort_title: string;
  owner: string | null;
  system: string | null;
  risk_tier: string | null;
  stage: string;
  version: string | null;
  sign_off: string;
  unsanctioned: number;
  running_json: string;
  entity_digest: string;
  next_change_at: TimeColumn | null;
  computed_at: TimeColumn;
}
