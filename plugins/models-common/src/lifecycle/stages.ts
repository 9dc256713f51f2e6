import { z } from 'zod';

/**
 * The lifecycle stages of a version, in the order in which it passes them.
 *
 * @public
 */
export const LIFECYCLE_STAGES = [
  'development',
  'validation',
  'production',
  'retired',
  'archived',
] as const;

/**
 * One of {@link LIFECYCLE_STAGES}.
 *
 * @public
 */
export type LifecycleStage = (typeof LIFECYCLE_STAGES)[number];

/**
 * Schema of {@link LifecycleStage}.
 *
 * @public
 */
export const lifecycleStageSchema = z.enum(LIFECYCLE_STAGES);

const ENDED: readonly LifecycleStage[] = ['retired', 'archived'];

/**
 * The stages whose sign-offs a version needs before it may hold a stage: the stage
 * itself and all that come before it on the way to production. So no sign-off is
 * escaped by leaving out a stage.
 *
 * @public
 */
export function stagesOnTheWayTo(
  stage: LifecycleStage,
): readonly LifecycleStage[] {
  // A version that ends leaves the way: nobody has to sign it off for production first.
  return ENDED.includes(stage)
    ? [stage]
    : LIFECYCLE_STAGES.slice(0, LIFECYCLE_STAGES.indexOf(stage) + 1);
}

/**
 * Tells whether a version in this stage is out of use.
 *
 * @public
 */
export function isEnded(stage: LifecycleStage): boolean {
  return ENDED.includes(stage);
}

/**
 * Derives a model's stage: the furthest one that a version still in use holds.
 *
 * @remarks
 *
 * A retired or archived version says nothing about the model as long as another
 * one is in use. When all have ended, the model has ended as far as the one that
 * ended least (one retired version keeps the model `retired`, not `archived`).
 *
 * @param options - the stages that versions hold, and the declared one, which
 *   answers when no version is known.
 * @public
 */
export function modelStage(options: {
  versionStages: Iterable<LifecycleStage>;
  declared: LifecycleStage;
}): { stage: LifecycleStage; source: 'record' | 'declared' } {
  const stages = [...options.versionStages];
  if (stages.length === 0) {
    return { stage: options.declared, source: 'declared' };
  }
  const inUse = stages.filter(stage => !ENDED.includes(stage));
  const position = (stage: LifecycleStage) => LIFECYCLE_STAGES.indexOf(stage);
  const stage =
    inUse.length > 0
      ? inUse.reduce((a, b) => (position(b) > position(a) ? b : a))
      : stages.reduce((a, b) => (position(b) < position(a) ? b : a));
  return { stage, source: 'record' };
}

/**
 * Chooses the version that sign-offs are asked about when nobody names one.
 *
 * @remarks
 *
 * The newest version that asks for production or is there; a version still in
 * development counts only when there is no other.
 *
 * @param versions - newest first.
 * @public
 */
export function versionInQuestion<
  T extends { version: string; stage: LifecycleStage },
>(versions: readonly T[]): T | undefined {
  return (
    versions.find(v => v.stage === 'validation' || v.stage === 'production') ??
    versions.find(v => !ENDED.includes(v.stage)) ??
    versions[0]
  );
}
