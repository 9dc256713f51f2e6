import { z } from 'zod';
import { textSchema, timestampSchema } from '../api/fields';

/**
 * What can happen to the owner of a model.
 *
 * @public
 */
export const OWNERSHIP_ACTIONS = [
  'owner-assigned',
  'owner-reverted',
  'owner-declined',
] as const;

/**
 * Schema of the normalised entity ref of who can own a model: a group or a user.
 *
 * @public
 */
export const ownerRefSchema = z
  .string()
  .max(255, 'must be at most 255 characters')
  .regex(
    /^(group|user):[^:/\s]+\/[^:/\s]+$/i,
    'write the entity ref of a group or user, e.g. group:default/credit-analytics',
  )
  .transform(ref => ref.toLocaleLowerCase('en-US'));

/**
 * Schema of the reason why somebody changes who answers for a model.
 *
 * @public
 */
export const ownershipReasonSchema = textSchema
  .max(2_000, 'must be at most 2,000 characters')
  .describe('Why, for whoever asks later');

const expectedOwnerSchema = ownerRefSchema
  .nullable()
  .describe(
    'Who owns the model as far as the caller knows, null for nobody; when somebody else does, the request is refused',
  );

/**
 * What a person sends to give a model an owner.
 *
 * @public
 */
export const ownerAssignmentRequestSchema = z
  .strictObject({
    owner: ownerRefSchema,
    reason: ownershipReasonSchema.optional(),
    expectedOwner: expectedOwnerSchema.optional(),
  })
  .meta({ id: 'OwnerAssignmentRequest' });

/**
 * What {@link ownerAssignmentRequestSchema} reads.
 *
 * @public
 */
export type OwnerAssignmentRequest = z.output<
  typeof ownerAssignmentRequestSchema
>;

/**
 * What a person sends to go back to the owner that the entity declares.
 *
 * @public
 */
export const ownerReversionRequestSchema = z
  .strictObject({
    reason: ownershipReasonSchema.optional(),
    expectedOwner: expectedOwnerSchema,
  })
  .meta({ id: 'OwnerReversionRequest' });

/**
 * What {@link ownerReversionRequestSchema} reads.
 *
 * @public
 */
export type OwnerReversionRequest = z.output<
  typeof ownerReversionRequestSchema
>;

/**
 * What a new owner sends who does not want the model.
 *
 * @public
 */
export const ownerRefusalRequestSchema = z
  .strictObject({ reason: ownershipReasonSchema })
  .meta({ id: 'OwnerRefusalRequest' });

/**
 * What {@link ownerRefusalRequestSchema} reads.
 *
 * @public
 */
export type OwnerRefusalRequest = z.output<typeof ownerRefusalRequestSchema>;

/**
 * One change of the owner of a model.
 *
 * @public
 */
export const ownershipActSchema = z
  .object({
    sequence: z
      .number()
      .int()
      .describe("Position of its entry in the model's ledger"),
    action: z.enum(OWNERSHIP_ACTIONS),
    owner: z
      .string()
      .optional()
      .describe('Entity ref of who owned it then; nobody when left out'),
    previousOwner: z.string().optional().describe('Who owned it before'),
    declaredOwner: z
      .string()
      .optional()
      .describe('Whom the entity declared at that time'),
    by: z.string().describe('Entity ref of the user or name of the machine'),
    at: timestampSchema,
    reason: z.string().optional(),
  })
  .meta({ id: 'OwnershipAct' });

/**
 * What {@link ownershipActSchema} reads.
 *
 * @public
 */
export type OwnershipAct = z.output<typeof ownershipActSchema>;

/**
 * The assignment that decides who owns a model.
 *
 * @public
 */
export const ownerAssignmentSchema = z
  .object({
    owner: z.string(),
    by: z.string(),
    at: timestampSchema,
    reason: z.string().optional(),
  })
  .meta({ id: 'OwnerAssignment' });

/**
 * What {@link ownerAssignmentSchema} reads.
 *
 * @public
 */
export type OwnerAssignment = z.output<typeof ownerAssignmentSchema>;

/**
 * The people who answer for a model in one role.
 *
 * @public
 */
export const accountableRoleSchema = z
  .object({
    id: z.string(),
    title: z.string(),
    description: z.string().optional(),
    people: z.array(
      z.object({
        person: z.string().describe('Entity ref of the user'),
        by: z.string(),
        at: timestampSchema,
      }),
    ),
  })
  .meta({ id: 'AccountableRole' });

/**
 * What {@link accountableRoleSchema} reads.
 *
 * @public
 */
export type AccountableRole = z.output<typeof accountableRoleSchema>;

/**
 * Who answers for a model, and what the caller may do about it.
 *
 * @public
 */
export const ownershipStateSchema = z
  .object({
    owner: z
      .string()
      .optional()
      .describe('Entity ref; left out when nobody owns the model'),
    source: z
      .enum(['assigned', 'declared', 'nobody'])
      .describe('Whether the record or the entity says who owns the model'),
    declared: z.string().optional().describe('Whom the entity declares'),
    assignment: ownerAssignmentSchema.optional(),
    kept: z
      .enum(['record', 'yaml'])
      .describe('Whether owners are assigned here, or only in the YAML'),
    roles: z.array(accountableRoleSchema),
    viewer: z
      .object({
        mayAssign: z.boolean(),
        reasons: z.array(z.string()).describe('Why the caller may not assign'),
        mayAssignRoles: z.boolean(),
        mayDecline: z
          .boolean()
          .describe('Whether the caller is the new owner, or one of them'),
      })
      .describe('What the caller may do about it'),
  })
  .meta({ id: 'OwnershipState' });

/**
 * What {@link ownershipStateSchema} reads.
 *
 * @public
 */
export type OwnershipState = z.output<typeof ownershipStateSchema>;

/**
 * What a person sends to name the people who answer for a model in a role.
 *
 * @public
 */
export const roleAssignmentRequestSchema = z
  .strictObject({
    role: z.string().min(1).max(63).describe('Id of the role'),
    people: z
      .array(
        ownerRefSchema.refine(ref => ref.startsWith('user:'), {
          message:
            'name a user, e.g. user:default/jane; groups answer as owner',
        }),
      )
      .max(20, 'name at most 20 people')
      .describe('All who hold the role from now on; nobody when empty'),
    reason: ownershipReasonSchema.optional(),
  })
  .meta({ id: 'RoleAssignmentRequest' });

/**
 * What {@link roleAssignmentRequestSchema} reads.
 *
 * @public
 */
export type RoleAssignmentRequest = z.output<
  typeof roleAssignmentRequestSchema
>;
