import { ModelVersion } from '../lifecycle/schemas';
import { Lifecycle, stagesOnTheWayTo } from '../lifecycle/stages';
import { Check } from '../monitoring/schemas';
import { ReviewBrief } from './briefSchemas';
import { changedFacts } from './facts';
import { GovernanceRecord } from './record';
import { Review } from './reviewSchemas';
import { ModelFacts } from './factsSchemas';
import { Decision } from './schemas';

/**
 * A version that was approved before, to hold another one against.
 *
 * @public
 */
export interface ReviewBaseline {
  /** The version. */
  version: string;
  /** When it was approved last; ISO 8601. */
  approvedAt: string;
  /** The facts of the model then. */
  facts: ModelFacts;
}

/**
 * Finds the version that a review is held against: the other version that was approved
 * last for what the review asks for. That the approval has expired since does not
 * matter; one that was withdrawn or replaced by the same person is none.
 *
 * @public
 */
export function findBaseline(options: {
  lifecycle: Lifecycle;
  review: Review;
  record: Pick<GovernanceRecord, 'decisions'>;
}): ReviewBaseline | undefined {
  const { lifecycle, review, record } = options;
  const stages = stagesOnTheWayTo(lifecycle, review.stage);
  const heard = new Set<string>();
  const last = [...record.decisions]
    .filter(d => d.version !== review.version && stages.includes(d.stage))
    .sort((a, b) => b.sequence - a.sequence)
    .find(decision => {
      const { version, stage, requirement, decidedBy } = decision;
      const speaker = JSON.stringify([version, stage, requirement, decidedBy]);
      const isNewest = !heard.has(speaker);
      heard.add(speaker);
      return (
        isNewest && decision.decision === 'approved' && !decision.withdrawn
      );
    });
  return (
    last && {
      version: last.version,
      approvedAt: last.decidedAt,
      facts: last.facts,
    }
  );
}

/**
 * Holds the metrics of two versions against each other, by name.
 *
 * @public
 */
export function compareVersions(
  before: Pick<ModelVersion, 'metrics'> | undefined,
  after: Pick<ModelVersion, 'metrics'> | undefined,
): ReviewBrief['metrics'] {
  const was = new Map(Object.entries(before?.metrics ?? {}));
  const is = new Map(Object.entries(after?.metrics ?? {}));
  return [...new Set([...was.keys(), ...is.keys()])].sort().map(name => {
    const [old, current] = [was.get(name), is.get(name)];
    return {
      name,
      ...(old !== undefined && { before: old }),
      ...(current !== undefined && { after: current }),
    };
  });
}

/**
 * Collects what a reviewer should know: what changed since the version that was
 * approved last.
 *
 * @param options - `versions` holds at least the version of the review and that of
 *   {@link findBaseline}; `facts` and `checks` are those of the model now.
 * @public
 */
export function reviewBrief(options: {
  lifecycle: Lifecycle;
  review: Review;
  versions: readonly ModelVersion[];
  record: Pick<GovernanceRecord, 'decisions'>;
  facts: ModelFacts;
  checks: readonly Check[];
}): ReviewBrief {
  const { lifecycle, review, versions, record, facts, checks } = options;
  const baseline = findBaseline({ lifecycle, review, record });
  const find = (name?: string) => versions.find(v => v.version === name);
  return {
    review,
    ...(baseline && {
      baseline: {
        version: baseline.version,
        approvedAt: baseline.approvedAt,
      },
    }),
    facts: baseline ? changedFacts(baseline.facts, facts) : [],
    metrics: compareVersions(find(baseline?.version), find(review.version)),
    checks: [...checks],
    decisions: baseline ? decisionsOn(baseline.version, options) : [],
  };
}

function decisionsOn(
  version: string,
  options: {
    lifecycle: Lifecycle;
    review: Review;
    record: Pick<GovernanceRecord, 'decisions'>;
  },
): Decision[] {
  const { lifecycle, review, record } = options;
  const stages = stagesOnTheWayTo(lifecycle, review.stage);
  return record.decisions
    .filter(d => d.version === version && stages.includes(d.stage))
    .sort((a, b) => b.sequence - a.sequence);
}
