import { inMillis, median, p95 } from './timing.mjs';

/** Says what was measured, with what it is held against. */
export function describeFleet({ seen, pages, visits, bulk, ...fleet }) {
  const { taken } = pages;
  const rows = [
    timeRow("the catalog's own page", taken.catalog),
    timeRow('first page of the fleet', taken.fleet),
    timeRow('– its statements, bare', taken.fleetSql),
    timeRow(`– by a person who sees ${seen.few}`, taken.fleetFew),
    timeRow(`– by a person who sees ${seen.most}`, taken.fleetMost),
    timeRow('– first visit, sees all', visits.fleet),
    timeRow(`– first visit, sees ${seen.few}`, visits.fleetFew),
    timeRow(`– first visit, sees ${seen.most}`, visits.fleetMost),
    timeRow('first page of the governance board', taken.board),
    timeRow('– its statements, bare', taken.boardSql),
    timeRow(`– by a person who sees ${seen.few}`, taken.boardFew),
    timeRow(`– by a person who sees ${seen.most}`, taken.boardMost),
    [
      `statements to assign ${bulk.few.count} models`,
      String(bulk.few.statements),
      '',
    ],
    [
      `statements to assign ${bulk.many.count} models`,
      String(bulk.many.statements),
      inMillis(bulk.many.millis),
    ],
  ];
  return {
    head: ['what', 'median', '95 %'],
    rows,
    text: `${fleet.models} models.`,
  };
}

function timeRow(label, sorted) {
  return [label, inMillis(median(sorted)), inMillis(p95(sorted))];
}
