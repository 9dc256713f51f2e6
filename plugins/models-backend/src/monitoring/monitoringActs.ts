import { Knex } from 'knex';

/** What can be done about checks and incidents. */
export type MonitoringAction =
  | 'check-retired'
  | 'check-returned'
  | 'incident-acknowledged'
  | 'incident-cause'
  | 'incident-retraining';

/** Something that was done about a check, or about an incident of it. */
export interface MonitoringAct {
  about: { checkId: number } | { incidentId: string };
  action: MonitoringAction;
  /** Entity ref of the user or name of the machine. */
  actor: string;
  /** The cause of the incident that was said before, and the one from then on. */
  before?: string;
  after?: string;
  /** What they wrote about it. */
  text?: string;
}

/** Keeps what was done: nobody's words are replaced. */
export async function appendMonitoringActs(
  tx: Knex,
  options: { modelRef: string; acts: readonly MonitoringAct[]; now: Date },
): Promise<void> {
  const { modelRef, acts, now } = options;
  if (acts.length === 0) {
    return;
  }
  await tx('monitoring_acts').insert(
    acts.map(({ about, action, actor, ...said }) => ({
      ...{ model_ref: modelRef, action, actor, at: now },
      ...('checkId' in about
        ? { check_id: about.checkId, incident_id: null }
        : {
            check_id: tx('incidents')
              .where({ id: about.incidentId })
              .select('check_id'),
            incident_id: about.incidentId,
          }),
      before: said.before ?? null,
      after: said.after ?? null,
      text: said.text ?? null,
    })),
  );
}

/** Hands what was done about one incident on to the one that it was joined to. */
export async function moveMonitoringActs(
  tx: Knex,
  from: string,
  to: string,
): Promise<void> {
  await tx('monitoring_acts')
    .where({ incident_id: from })
    .update({ incident_id: to });
}
