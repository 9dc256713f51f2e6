import { z } from 'zod';
import { Finding, checkName } from './evidentlyFindings';
import { ReadReport, ReportContext, toReport } from './reports';

const oneOrMany = z.union([
  z.number().transform(value => [value]),
  z.array(z.number()).min(1),
]);

const driftSchema = z.object({
  data: z.looseObject({
    is_drift: oneOrMany,
    p_val: oneOrMany.optional(),
    distance: oneOrMany.optional(),
    threshold: z.union([z.number(), z.array(z.number())]).optional(),
  }),
  meta: z.looseObject({ name: z.string() }),
});

/**
 * Reads the answer of a drift detector of Alibi Detect, as Seldon and KServe send it.
 *
 * @remarks
 *
 * A p-value is shown against its threshold when the detector tested all features at
 * once; otherwise the share of features that drifted is.
 */
export function readAlibiDetect(
  document: unknown,
  context: ReportContext,
): ReadReport | undefined {
  const parsed = driftSchema.safeParse(document);
  return parsed.success
    ? toReport('alibi-detect', [toFinding(parsed.data)], context)
    : undefined;
}

function toFinding({ data, meta }: z.output<typeof driftSchema>): Finding {
  const drifted = data.is_drift.filter(flag => flag !== 0).length;
  const found = {
    check: checkName(`Drift detected by ${meta.name}`),
    status: drifted > 0 ? ('critical' as const) : ('ok' as const),
  };
  if (data.is_drift.length > 1) {
    return {
      ...found,
      value: drifted / data.is_drift.length,
      message: `${drifted} of ${data.is_drift.length} features drifted`,
    };
  }
  const score = data.p_val ?? data.distance;
  return {
    ...found,
    ...(score?.length === 1 && { value: score[0] }),
    ...(typeof data.threshold === 'number' && { threshold: data.threshold }),
    ...(data.p_val && { message: 'p-value' }),
  };
}
