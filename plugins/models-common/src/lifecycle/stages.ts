import { z } from 'zod';

/**
 * What a stage means for a version: where every version `start`s, `on-the-way` to use,
 * `in-use`, or `ended`.
 *
 * @public
 */
export const STAGE_KINDS = ['start', 'on-the-way', 'in-use', 'ended'] as const;

/**
 * One of {@link STAGE_KINDS}.
 *
 * @public
 */
export type StageKind = (typeof STAGE_KINDS)[number];

/**
 * Id of a lifecycle stage, as it is configured.
 *
 * @public
 */
export type LifecycleStage = string;

/**
 * Schema of {@link LifecycleStage}. Whether such a stage is configured is another
 * question: a record may hold one that was configured once.
 *
 * @public
 */
export const lifecycleStageSchema = z
  .string()
  .regex(
    /^[a-z0-9]([a-z0-9-]{0,18}[a-z0-9])?$/,
    'must be the id of a stage: 1 to 20 lower-case letters, digits or dashes',
  )
  .describe('Id of a configured stage, e.g. production');

/**
 * The stages that versions pass, and the moves between them. A value that rules are
 * given: nothing here depends on which one it is.
 *
 * @public
 */
export const lifecycleSchema = z
  .object({
    stages: z
      .array(
        z.object({
          id: lifecycleStageSchema,
          title: z.string(),
          description: z.string().optional(),
          kind: z.enum(STAGE_KINDS),
        }),
      )
      .describe('In the order in which a version passes them'),
    moves: z
      .array(
        z.object({
          from: lifecycleStageSchema,
          to: z.array(lifecycleStageSchema),
        }),
      )
      .describe('Where a version in each stage may go'),
  })
  .meta({ id: 'Lifecycle' });

/**
 * What {@link lifecycleSchema} reads.
 *
 * @public
 */
export type Lifecycle = z.output<typeof lifecycleSchema>;

/**
 * What an installation has that configures no other lifecycle.
 *
 * @public
 */
export const DEFAULT_LIFECYCLE: Lifecycle = {
  stages: [
    { id: 'development', title: 'Development', kind: 'start' },
    { id: 'validation', title: 'Validation', kind: 'on-the-way' },
    { id: 'production', title: 'Production', kind: 'in-use' },
    { id: 'retired', title: 'Retired', kind: 'ended' },
    { id: 'archived', title: 'Archived', kind: 'ended' },
  ],
  moves: [
    {
      from: 'development',
      to: ['validation', 'production', 'retired', 'archived'],
    },
    {
      from: 'validation',
      to: ['development', 'production', 'retired', 'archived'],
    },
    {
      from: 'production',
      to: ['development', 'validation', 'retired', 'archived'],
    },
    {
      from: 'retired',
      to: ['development', 'validation', 'production', 'archived'],
    },
    // The end. One step back is left, for what was archived by mistake.
    { from: 'archived', to: ['retired'] },
  ],
};

/**
 * Finds a configured stage by its id.
 *
 * @public
 */
export function findStage(
  lifecycle: Lifecycle,
  id: LifecycleStage,
): Lifecycle['stages'][number] | undefined {
  return lifecycle.stages.find(stage => stage.id === id);
}

/**
 * The stage in which every version begins.
 *
 * @public
 */
export function startStage(lifecycle: Lifecycle): LifecycleStage {
  return lifecycle.stages[0].id;
}

/**
 * Position of a stage among the configured ones; -1 when it is not configured.
 *
 * @public
 */
export function stagePosition(
  lifecycle: Lifecycle,
  id: LifecycleStage,
): number {
  return lifecycle.stages.findIndex(stage => stage.id === id);
}

/**
 * The stages whose sign-offs a version needs before it may hold a stage: the stage
 * itself and all that come before it on the way into use. So no sign-off is escaped by
 * leaving out a stage.
 *
 * @public
 */
export function stagesOnTheWayTo(
  lifecycle: Lifecycle,
  stage: LifecycleStage,
): readonly LifecycleStage[] {
  const position = stagePosition(lifecycle, stage);
  // A version that ends leaves the way: nobody has to sign it off for production first.
  return position < 0 || isEnded(lifecycle, stage)
    ? [stage]
    : lifecycle.stages.slice(0, position + 1).map(({ id }) => id);
}

/**
 * Tells whether a version in this stage is out of use.
 *
 * @public
 */
export function isEnded(lifecycle: Lifecycle, stage: LifecycleStage): boolean {
  return findStage(lifecycle, stage)?.kind === 'ended';
}

/**
 * Derives a model's stage: the furthest one that a version still in use holds.
 *
 * @remarks
 *
 * A version that has ended says nothing about the model as long as another one has not.
 * When all have ended, the model has ended as far as the one that ended least (one
 * retired version keeps the model `retired`, not `archived`). A stage that is not
 * configured any more comes before all others.
 *
 * @param options - the stages that versions hold, and the declared one, which
 *   answers when no version is known.
 * @public
 */
export function modelStage(options: {
  lifecycle: Lifecycle;
  versionStages: Iterable<LifecycleStage>;
  declared: LifecycleStage;
}): { stage: LifecycleStage; source: 'record' | 'declared' } {
  const { lifecycle, declared } = options;
  const stages = [...options.versionStages];
  if (stages.length === 0) {
    return { stage: declared, source: 'declared' };
  }
  const going = stages.filter(stage => !isEnded(lifecycle, stage));
  const position = (stage: LifecycleStage) => stagePosition(lifecycle, stage);
  const stage =
    going.length > 0
      ? going.reduce((a, b) => (position(b) > position(a) ? b : a))
      : stages.reduce((a, b) => (position(b) < position(a) ? b : a));
  return { stage, source: 'record' };
}

/**
 * Chooses the version that sign-offs are asked about when nobody names one.
 *
 * @remarks
 *
 * The newest version that is on the way into use or there; one that only began counts
 * when there is no other.
 *
 * @param versions - newest first.
 * @public
 */
export function versionInQuestion<
  T extends { version: string; stage: LifecycleStage },
>(lifecycle: Lifecycle, versions: readonly T[]): T | undefined {
  const kindOf = ({ stage }: T) => findStage(lifecycle, stage)?.kind;
  return (
    versions.find(v => ['on-the-way', 'in-use'].includes(kindOf(v) ?? '')) ??
    versions.find(v => kindOf(v) !== 'ended') ??
    versions[0]
  );
}
