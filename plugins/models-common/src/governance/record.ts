import { Review } from './reviewSchemas';
import { RoleHolders } from './roles';
import { Decision } from './schemas';
import { Waiver } from './waiverSchemas';

/**
 * All acts of governance on one model, of whatever version, in any order.
 *
 * @public
 */
export interface GovernanceRecord {
  /** What people decided. */
  decisions: readonly Decision[];
  /** The reviews in which they did. */
  reviews: readonly Review[];
  /** What was set aside for a while. */
  waivers: readonly Waiver[];
  /**
   * Who registered which version, at least of those who decided something: their
   * sign-off of the whole model does not count for a version of their own.
   */
  registrars?: ReadonlyMap<string, string>;
  /** Who holds which role of the model now; nobody holds one that is not in it. */
  roleHolders?: RoleHolders;
}

/**
 * What the catalog knows of groups and users that policies name as approvers, by
 * entity ref. A ref that is not in it was not looked up.
 *
 * @public
 */
export type ApproverDirectory = ReadonlyMap<
  string,
  {
    /** Whether the catalog has such an entity. */
    exists: boolean;
    /** Entity refs of the people that it is, with the members of nested groups. */
    people: ReadonlySet<string>;
  }
>;

/**
 * Who has a duty about a model or a version that keeps them from signing it off, where
 * duties are separated, beside those who open reviews.
 *
 * @public
 */
export interface OtherDuties {
  /** Entity ref of the owner of the model, if it has one. */
  owner?: string;
  /** Who registered the version in question, if one is known. */
  registeredBy?: string;
  /** Who registered any version in use. */
  registrars?: readonly string[];
}
