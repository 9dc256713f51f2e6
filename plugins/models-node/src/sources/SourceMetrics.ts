import { MetricsService } from '@backstage/backend-plugin-api/alpha';
import { SourceReport } from '@modelry/backstage-plugin-models-common';

type EndedRun = Pick<
  NonNullable<SourceReport['run']>,
  'counts' | 'problems' | 'error'
> & { seconds: number };

/** Counts what sources do, for whoever watches the portal. */
export class SourceMetrics {
  readonly #runs;
  readonly #duration;
  readonly #items;

  constructor(metrics: MetricsService) {
    this.#runs = metrics.createCounter('models.sources.runs', {
      description: 'Runs of sources of models and facts, by outcome',
    });
    this.#duration = metrics.createHistogram('models.sources.duration', {
      description: 'How long runs of sources take',
      unit: 'seconds',
    });
    this.#items = metrics.createGauge('models.sources.items', {
      description: 'What the last run of a source that succeeded dealt with',
    });
  }

  record(source: { id: string; kind: string }, run: EndedRun): void {
    const labels = { source: source.id, kind: source.kind };
    this.#runs.add(1, { ...labels, outcome: outcomeOf(run) });
    this.#duration.record(run.seconds, labels);
    for (const { what, count } of run.counts ?? []) {
      this.#items.record(count, { ...labels, what });
    }
  }
}

function outcomeOf({ error, problems = [] }: EndedRun): string {
  if (error) {
    return 'failed';
  }
  return problems.length > 0 ? 'incomplete' : 'ok';
}
