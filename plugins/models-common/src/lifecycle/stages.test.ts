import fc from 'fast-check';
import {
  DEFAULT_LIFECYCLE,
  LifecycleStage,
  modelStage,
  versionInQuestion,
} from './stages';

const anyStage = fc.constantFrom(
  ...DEFAULT_LIFECYCLE.stages.map(({ id }) => id),
);

describe('the stage of a model', () => {
  it.each<[string, LifecycleStage[], LifecycleStage]>([
    ['is that of its only version', ['validation'], 'validation'],
    [
      'is the furthest that a version holds',
      ['development', 'production', 'validation'],
      'production',
    ],
    [
      'does not fall back because an older version was retired',
      ['validation', 'retired', 'archived'],
      'validation',
    ],
    [
      'is production even while a newer version is in development',
      ['development', 'production'],
      'production',
    ],
    ['is retired when every version is', ['retired', 'retired'], 'retired'],
    [
      'is retired while one version is not archived yet',
      ['archived', 'retired', 'archived'],
      'retired',
    ],
    ['is archived when every version is', ['archived'], 'archived'],
    [
      'is the one that is still known while a version is in a forgotten one',
      ['pilot', 'development', 'retired'],
      'development',
    ],
    [
      'is a forgotten one when no other is going',
      ['pilot', 'retired'],
      'pilot',
    ],
  ])('%s', (_, versionStages, stage) => {
    expect(
      modelStage({
        lifecycle: DEFAULT_LIFECYCLE,
        versionStages,
        declared: 'development',
      }),
    ).toEqual({
      stage,
      source: 'record',
    });
  });

  it('is what the author declares while no version is known', () => {
    expect(
      modelStage({
        lifecycle: DEFAULT_LIFECYCLE,
        versionStages: [],
        declared: 'validation',
      }),
    ).toEqual({
      stage: 'validation',
      source: 'declared',
    });
  });

  it('is one that a version holds, whatever the order of the versions', () => {
    fc.assert(
      fc.property(
        fc.array(anyStage, { minLength: 1 }).chain(stages =>
          fc.tuple(
            fc.constant(stages),
            fc.shuffledSubarray(stages, {
              minLength: stages.length,
              maxLength: stages.length,
            }),
          ),
        ),
        anyStage,
        ([versionStages, shuffled], declared) => {
          const { stage } = modelStage({
            lifecycle: DEFAULT_LIFECYCLE,
            versionStages,
            declared,
          });

          expect(versionStages).toContain(stage);
          expect(
            modelStage({
              lifecycle: DEFAULT_LIFECYCLE,
              versionStages: shuffled,
              declared,
            }).stage,
          ).toBe(stage);
        },
      ),
    );
  });

  it('never changes when a version that has ended is added to one in use', () => {
    fc.assert(
      fc.property(
        fc.constantFrom<LifecycleStage>(
          'development',
          'validation',
          'production',
        ),
        fc.array(fc.constantFrom<LifecycleStage>('retired', 'archived')),
        (inUse, ended) => {
          expect(
            modelStage({
              lifecycle: DEFAULT_LIFECYCLE,
              versionStages: [...ended, inUse],
              declared: 'development',
            }).stage,
          ).toBe(inUse);
        },
      ),
    );
  });
});

describe('the version that sign-offs are asked about', () => {
  const versions = (...stages: LifecycleStage[]) =>
    stages.map((stage, index) => ({ version: `v${9 - index}`, stage }));

  it.each<[string, LifecycleStage[], string]>([
    [
      'is the newest that asks for production',
      ['development', 'validation', 'production'],
      'v8',
    ],
    [
      'is the one in production when no other asks for it',
      ['development', 'production'],
      'v8',
    ],
    [
      'is the newest in development when there is no other',
      ['development', 'development'],
      'v9',
    ],
    ['is not one that has ended', ['retired', 'development'], 'v8'],
    ['is the newest when all have ended', ['archived', 'retired'], 'v9'],
  ])('%s', (_, stages, version) => {
    expect(
      versionInQuestion(DEFAULT_LIFECYCLE, versions(...stages))?.version,
    ).toBe(version);
  });

  it('is unknown while no version is known', () => {
    expect(versionInQuestion(DEFAULT_LIFECYCLE, [])).toBeUndefined();
  });
});
