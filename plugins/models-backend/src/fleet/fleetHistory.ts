import {
  FLEET_TREND_DAYS,
  FleetTrend,
  isFiltering,
} from '@modelry/backstage-plugin-models-common';
import { Knex } from 'knex';
import { DateTime } from 'luxon';
import { ModelsDatabase } from '../database/ModelsDatabase';
import { whereAmong } from '../database/whereAmong';
import { refreshMonitoring } from '../monitoring/modelBadness';
import { FleetScope, narrowFleet } from './fleetConditions';

type Day = FleetTrend['days'][number];

interface ChangeRow {
  day: string;
  stage: string;
  governed: boolean | number;
  signed_off: boolean | number;
  monitored: boolean | number;
  healthy: boolean | number;
  models: number | string;
}

/** What a day says of each model, in SQL over `fleet_models as m`. */
const STATE_SQL = {
  governed: "m.sign_off <> 'not-required'",
  signed_off: "m.sign_off in ('approved', 'waived')",
  monitored: 'm.monitoring is not null',
  healthy: 'coalesce(m.monitoring = 0, false)',
} as const;

const STATES = Object.keys(STATE_SQL);

/**
 * Records how every model is today, where that is otherwise than on the days before: a
 * few statements, however many models there are. Recording a day again corrects it.
 */
export async function recordDay(
  { knex }: ModelsDatabase,
  now: Date,
): Promise<void> {
  const today = dayOf(now);
  await refreshMonitoring(knex, { now });
  await knex.transaction(async tx => {
    const isAsBefore = Object.entries(STATE_SQL)
      .map(([state, sql]) => `h.${state} = (${sql})`)
      .join(' and ');
    await tx('fleet_history')
      .whereNull('until_day')
      .whereNotExists(
        tx('fleet_models as m')
          .select(tx.raw('1'))
          .whereRaw('m.model_ref = fleet_history.model_ref')
          .whereRaw('m.stage = fleet_history.stage')
          .whereRaw(isAsBefore.replaceAll('h.', 'fleet_history.')),
      )
      .update({ until_day: today });
    await tx('fleet_history').whereRaw('from_day = until_day').delete();
    await tx('fleet_history').where('until_day', '<=', firstDay(now)).delete();
    await tx(
      tx.raw('?? (??, ??, ??, ??, ??, ??, ??)', [
        'fleet_history',
        ...['model_ref', 'from_day', 'stage', ...STATES],
      ]),
    ).insert(
      tx('fleet_models as m')
        .whereNotExists(
          tx('fleet_history as h')
            .select(tx.raw('1'))
            .whereRaw('h.model_ref = m.model_ref and h.until_day is null'),
        )
        .select(
          'm.model_ref',
          tx.raw('cast(? as text)', [today]),
          'm.stage',
          ...Object.values(STATE_SQL).map(sql => tx.raw(`(${sql})`)),
        ),
    );
  });
}

/**
 * How the models that are asked for were on each of the last days of which there is a
 * record.
 *
 * @remarks
 *
 * A filter chooses by how models are now. Without one, those count as well that are no
 * more.
 */
export async function readTrend(
  knex: Knex,
  scope: FleetScope,
): Promise<FleetTrend> {
  const { now } = scope;
  const [begun, ended] = await Promise.all([
    changesBy(knex, 'from_day', scope),
    changesBy(knex, 'until_day', scope),
  ]);
  const changes = [
    ...begun.map(row => ({ ...row, models: Number(row.models) })),
    ...ended.map(row => ({ ...row, models: -Number(row.models) })),
  ].sort((a, b) => (a.day < b.day ? -1 : 1));
  const days: Day[] = [];
  let seen = 0;
  let sums: Omit<Day, 'day'> = {
    ...{ totalModels: 0, stages: {} },
    ...{ governed: 0, signedOff: 0, monitored: 0, healthy: 0 },
  };
  for (const day of lastDays(now)) {
    for (; changes[seen] && changes[seen].day <= day; seen++) {
      sums = add(sums, changes[seen]);
    }
    if (seen > 0) {
      days.push({ day, ...sums });
    }
  }
  return { days };
}

async function changesBy(
  knex: Knex,
  day: 'from_day' | 'until_day',
  scope: FleetScope,
): Promise<ChangeRow[]> {
  const query = knex('fleet_history');
  if (isFiltering(scope.filter)) {
    query.whereIn(
      'model_ref',
      narrowFleet(knex('fleet_models as m'), scope).select('m.model_ref'),
    );
  } else if (scope.visible !== 'all') {
    whereAmong(query, 'model_ref', scope.visible);
  }
  return query
    .whereNotNull(day)
    .groupBy(day, 'stage', ...STATES)
    .select(knex.raw('?? as day', [day]), 'stage', ...STATES)
    .count({ models: '*' });
}

function add(
  sums: Omit<Day, 'day'>,
  change: Omit<ChangeRow, 'models'> & { models: number },
): Omit<Day, 'day'> {
  const { stage, models } = change;
  const inStage = (sums.stages[stage] ?? 0) + models;
  const { [stage]: _, ...others } = sums.stages;
  const of = (is: boolean | number) => (is ? models : 0);
  return {
    totalModels: sums.totalModels + models,
    stages: inStage > 0 ? { ...others, [stage]: inStage } : others,
    governed: sums.governed + of(change.governed),
    signedOff: sums.signedOff + of(change.signed_off),
    monitored: sums.monitored + of(change.monitored),
    healthy: sums.healthy + of(change.healthy),
  };
}

function lastDays(now: Date): string[] {
  const first = DateTime.fromISO(firstDay(now), { zone: 'utc' });
  return Array.from({ length: FLEET_TREND_DAYS }, (_, days) =>
    toDay(first.plus({ days })),
  );
}

function firstDay(now: Date): string {
  return toDay(
    DateTime.fromJSDate(now, { zone: 'utc' }).minus({
      days: FLEET_TREND_DAYS - 1,
    }),
  );
}

function dayOf(now: Date): string {
  return toDay(DateTime.fromJSDate(now, { zone: 'utc' }));
}

function toDay(time: DateTime): string {
  return time.toFormat('yyyy-MM-dd');
}
