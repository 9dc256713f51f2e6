import { z } from 'zod';
import { nameSchema } from '../api/fields';
import {
  DEFAULT_LIFECYCLE,
  Lifecycle,
  STAGE_KINDS,
  StageKind,
  lifecycleStageSchema,
} from './stages';

const stageConfigSchema = z.strictObject({
  id: lifecycleStageSchema,
  title: nameSchema,
  description: z.string().trim().min(1).max(500).optional(),
  kind: z.enum(STAGE_KINDS, {
    error: `must be one of ${STAGE_KINDS.join(', ')}`,
  }),
});

type StageConfig = z.output<typeof stageConfigSchema>;

const moveConfigSchema = z.strictObject({
  from: lifecycleStageSchema,
  to: z.array(lifecycleStageSchema),
});

type MoveConfig = z.output<typeof moveConfigSchema>;

/**
 * What an installation configures under `models.lifecycle`, read into a
 * {@link Lifecycle}.
 *
 * @remarks
 *
 * Without `stages` the stages of {@link DEFAULT_LIFECYCLE} hold. Without `moves` a
 * version may move between any two of the configured stages.
 *
 * @public
 */
export const lifecycleConfigSchema = z
  .strictObject({
    stages: z
      .array(stageConfigSchema)
      .max(20, 'name at most 20 stages')
      .superRefine(checkStages)
      .optional(),
    moves: z.array(moveConfigSchema).optional(),
  })
  .superRefine((config, context) => {
    checkMoves(
      config.stages ?? DEFAULT_LIFECYCLE.stages,
      config.moves,
      context,
    );
  })
  .transform(({ stages, moves }): Lifecycle => {
    if (!stages) {
      return moves ? { ...DEFAULT_LIFECYCLE, moves } : DEFAULT_LIFECYCLE;
    }
    return { stages, moves: moves ?? movesBetweenAll(stages) };
  });

/**
 * Reads the lifecycle that an installation configures.
 *
 * @param config - what stands under `models.lifecycle`, if anything.
 * @throws when anything in it is wrong, with every path and reason.
 * @public
 */
export function readLifecycle(config: unknown): Lifecycle {
  const parsed = lifecycleConfigSchema.safeParse(config ?? {});
  if (!parsed.success) {
    throw new Error(describeConfigProblems('models.lifecycle', parsed.error));
  }
  return parsed.data;
}

/**
 * Says what is wrong in a configuration: every place, and why.
 *
 * @param root - what the paths begin with, e.g. `models`.
 * @public
 */
export function describeConfigProblems(
  root: string,
  error: z.ZodError,
): string {
  const problems = error.issues.map(({ path, message }) => {
    const place = path.reduce<string>(
      (text, step) =>
        typeof step === 'number'
          ? `${text}[${step}]`
          : `${text}.${String(step)}`,
      root,
    );
    return `${place}: ${message}`;
  });
  return `Invalid configuration:\n  ${problems.join('\n  ')}`;
}

function movesBetweenAll(stages: readonly StageConfig[]): MoveConfig[] {
  return stages.map(({ id: from }) => ({
    from,
    to: stages.map(({ id }) => id).filter(to => to !== from),
  }));
}

function checkStages(
  stages: readonly StageConfig[],
  context: z.RefinementCtx,
): void {
  for (const [index, stage] of stages.entries()) {
    if (stages.findIndex(other => other.id === stage.id) < index) {
      context.addIssue({
        code: 'custom',
        path: [index, 'id'],
        message: `stage '${stage.id}' is declared twice`,
      });
    }
    const message = mistakeInKind(stage, stages[index - 1]);
    if (message) {
      context.addIssue({ code: 'custom', path: [index, 'kind'], message });
    }
  }
  for (const message of missingKinds(stages)) {
    context.addIssue({ code: 'custom', message });
  }
}

function mistakeInKind(
  { kind }: StageConfig,
  before: StageConfig | undefined,
): string | undefined {
  if (!before) {
    return kind === 'start'
      ? undefined
      : 'must be start: every version begins in the first stage';
  }
  if (kind === 'start') {
    return 'must not be start: only the first stage is where versions begin';
  }
  return rank(kind) < rank(before.kind)
    ? `${kind} comes after ${before.kind} ('${
        before.id
      }'); order the stages as versions pass them: ${STAGE_KINDS.join(', ')}`
    : undefined;
}

function missingKinds(stages: readonly StageConfig[]): string[] {
  if (stages.length === 0) {
    return ['name at least the stage where versions begin'];
  }
  const has = (kind: StageKind) => stages.some(stage => stage.kind === kind);
  return [
    ...(has('in-use')
      ? []
      : ['no stage is of kind in-use: no version could ever be in use']),
    ...(has('ended')
      ? []
      : [
          'no stage is of kind ended: no version could ever be taken out of use for good',
        ]),
  ];
}

function rank(kind: StageKind): number {
  return STAGE_KINDS.indexOf(kind);
}

function checkMoves(
  stages: Lifecycle['stages'],
  moves: readonly MoveConfig[] | undefined,
  context: z.RefinementCtx,
): void {
  if (!moves) {
    return;
  }
  const ids = stages.map(({ id }) => id);
  const complain = (path: Array<string | number>, message: string) =>
    context.addIssue({ code: 'custom', path: ['moves', ...path], message });
  const unknown = (id: string) =>
    `no stage '${id}' is configured; write one of ${ids.join(', ')}`;
  for (const [index, { from, to }] of moves.entries()) {
    if (!ids.includes(from)) {
      complain([index, 'from'], unknown(from));
    }
    if (moves.findIndex(other => other.from === from) < index) {
      complain([index, 'from'], `moves from '${from}' are declared twice`);
    }
    for (const [place, target] of to.entries()) {
      if (!ids.includes(target)) {
        complain([index, 'to', place], unknown(target));
      } else if (target === from) {
        complain([index, 'to', place], `'${from}' is where it moves from`);
      } else if (to.indexOf(target) < place) {
        complain([index, 'to', place], `'${target}' is named twice`);
      }
    }
  }
  for (const id of unreachable(ids, moves)) {
    complain([], `no move leads to '${id}': no version could ever enter it`);
  }
}

function unreachable(
  ids: readonly string[],
  moves: readonly MoveConfig[],
): string[] {
  const reached = new Set(ids.slice(0, 1));
  for (const id of reached) {
    // A set that grows while it is walked is walked to its new end.
    for (const next of moves.find(({ from }) => from === id)?.to ?? []) {
      reached.add(next);
    }
  }
  return ids.filter(id => !reached.has(id));
}
