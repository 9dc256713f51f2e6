import { TimeColumn } from '../../database/columns';

/** Where a requirement stands for the version in question, or for one that runs. */
export interface RequirementStateRow {
  model_ref: string;
  requirement: string;
  stage: string;
  /** Empty when the sign-off is good for all versions, or none was registered. */
  version: string;
  position: number;
  title: string;
  digest: string;
  in_question: boolean | number;
  asked: boolean | number;
  running: boolean | number;
  status: string;
  reason: string;
  expires_at: TimeColumn | null;
  review_id: string | null;
  approvers_json: string;
}

/** What a waiver that nobody revoked is good for. */
export interface StandingWaiverRow {
  waiver_id: string;
  model_ref: string;
  title: string;
  void_because: string | null;
  needed: boolean | number;
  approvers_json: string;
}

/** What an open review waits for. */
export interface ReviewRequirementRow {
  review_id: string;
  model_ref: string;
  requirement: string;
  stage: string;
  title: string;
  status: string;
  reason: string;
}

/** For whom it waits, or who is kept from it. */
export interface ReviewRequirementPersonRow {
  review_id: string;
  requirement: string;
  stage: string;
  entity_ref: string;
  may_decide: boolean | number;
}

/** A deployment that was found to run without its sign-offs. */
export interface UnsanctionedRow {
  id: number;
  model_ref: string;
  environment: string;
  name: string;
  version: string;
  missing_json: string;
  enforcement: string;
  /** Whether its environment is configured. */
  configured: boolean | number;
  found_at: TimeColumn;
  cleared_at: TimeColumn | null;
  notified_at: TimeColumn | null;
}
