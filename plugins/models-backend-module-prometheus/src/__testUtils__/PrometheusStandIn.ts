import { Asked, StandIn } from '@internal/test-utils';

/** Value of a series at a time in seconds; nothing where it has none. */
type ValueAt = (seconds: number) => string | undefined;

/** A stand-in that answers in the shapes that were recorded of Prometheus 2.42. */
export class PrometheusStandIn extends StandIn {
  /** Series by the query that finds them. */
  series: Record<string, Array<{ metric: object; valueAt: ValueAt }>> = {};

  /** What it warns of with every answer. */
  warnings: string[] = [];

  reset(): void {
    super.reset();
    this.series = {};
    this.warnings = [];
  }

  protected answerTo({ query }: Asked): object {
    const [start, end, step] = ['start', 'end', 'step'].map(name =>
      Number(query.get(name)),
    );
    const found = this.series[query.get('query') ?? ''] ?? [];
    const result = found.flatMap(({ metric, valueAt }) => {
      const values: Array<[number, string]> = [];
      for (let at = start; at <= end; at += step) {
        const value = valueAt(at);
        if (value !== undefined) {
          values.push([at, value]);
        }
      }
      return values.length > 0 ? [{ metric, values }] : [];
    });
    const { warnings } = this;
    return {
      ...{ status: 'success', data: { resultType: 'matrix', result } },
      ...(warnings.length > 0 && { warnings }),
    };
  }
}
