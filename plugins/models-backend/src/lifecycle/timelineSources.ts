import { TimelineKind } from '@modelry/backstage-plugin-models-common';
import { Knex } from 'knex';
import { z } from 'zod';
import { TimeColumn, withoutNulls } from '../database/columns';
import { incidentBegan, incidentEnded } from './incidentSources';
import { monitoringActs } from './monitoringActSource';
import { StageMoveRow } from './stageMoves';
import { PlainItem, TimelineSource, readTable } from './timelineSource';

interface VersionRow {
  id: number;
  version: string;
  description: string | null;
  link: string | null;
  registered_at: TimeColumn;
  registered_by: string;
  implied: boolean | number;
}

const versions: TimelineSource = {
  kind: 'version',
  async read(options) {
    const rows = await readTable<VersionRow>({
      ...options,
      ...{ table: 'versions', time: 'registered_at', id: 'id' },
    });
    return rows.map(row => ({
      id: row.id,
      at: row.registered_at,
      item: {
        action: row.implied ? 'version-seen' : 'version-reported',
        by: row.registered_by,
        version: row.version,
        ...withoutNulls({ text: row.description, link: row.link }),
      },
    }));
  },
};

interface DeploymentChangeRow {
  id: number;
  environment: string;
  name: string;
  version: string;
  status: string;
  at: TimeColumn;
  reported_by: string;
}

const deployments: TimelineSource = {
  kind: 'deployment',
  async read(options) {
    const rows = await readTable<DeploymentChangeRow>({
      ...options,
      ...{ table: 'deployment_changes', time: 'at', id: 'id' },
    });
    return rows.map(row => ({
      id: row.id,
      at: row.at,
      item: {
        action: 'deployment-changed',
        by: row.reported_by,
        version: row.version,
        environment: row.environment,
        deployment: row.name,
        status: row.status,
      },
    }));
  },
};

const stageMoves: TimelineSource = {
  kind: 'stage',
  async read(options) {
    const rows = await readTable<StageMoveRow>({
      ...options,
      ...{ table: 'stage_moves', time: 'moved_at', id: 'id' },
    });
    return rows.map(row => ({
      id: row.id,
      at: row.moved_at,
      item: {
        action: 'stage-moved',
        status: row.promotion,
        by: row.moved_by,
        version: row.version,
        from: row.from_stage,
        to: row.stage,
        ...withoutNulls({ text: row.reason, sequence: row.sequence }),
      },
    }));
  },
};

interface LedgerRow {
  sequence: number;
  recorded_at: string;
  actor: string;
  action: string;
  body_json: string;
}

const textField = z.string().optional().catch(undefined);

/** What a timeline says of a ledger entry: those fields of its body that are text. */
const bodySchema = z.object({
  version: textField,
  stage: textField,
  requirement: textField,
  decision: textField,
  status: textField,
  comment: textField,
  reason: textField,
  note: textField,
  until: textField,
  date: textField,
  before: textField,
  previousOwner: textField,
  formerRef: textField,
  owner: textField,
  role: textField,
  people: z.array(z.string()).optional().catch(undefined),
});

function ledgerSource(
  kind: TimelineKind,
  isIncluded: (query: Knex.QueryBuilder) => void,
): TimelineSource {
  return {
    kind,
    async read(options) {
      const rows = await readTable<LedgerRow>({
        ...options,
        ...{ table: 'ledger_entries', time: 'recorded_at', id: 'sequence' },
        toColumn: millis => new Date(millis).toISOString(),
        where: isIncluded,
      });
      return rows.map(row => ({
        id: row.sequence,
        at: row.recorded_at,
        item: ledgerItem(row),
      }));
    },
  };
}

function ledgerItem(row: LedgerRow): PlainItem {
  const { version, requirement, role, decision, status, ...body } =
    bodySchema.parse(readBody(row.body_json));
  return {
    action: row.action,
    by: row.actor,
    sequence: row.sequence,
    ...withoutUndefined({
      ...{ version, requirement, role },
      status: decision ?? status,
      from: body.previousOwner ?? body.before ?? body.formerRef,
      to: body.people?.join(', ') ?? body.owner ?? body.stage,
      text: body.comment ?? body.reason ?? body.note,
      until: body.until ?? body.date,
    }),
  };
}

function withoutUndefined<T extends object>(fields: T): Partial<T> {
  return JSON.parse(JSON.stringify(fields));
}

function readBody(text: string): object {
  try {
    return z.record(z.string(), z.unknown()).parse(JSON.parse(text));
  } catch {
    return {};
  }
}

const SIGN_OFF_ACTIONS = [
  'review-opened',
  'review-closed',
  'decision',
  'decision-withdrawn',
  'waiver-granted',
  'waiver-revoked',
  'requirements-changed',
];
const END_OF_LIFE_ACTIONS = ['end-of-life-set', 'end-of-life-cleared'];

/** In the order in which things follow from each other at one moment. */
export const TIMELINE_SOURCES: readonly TimelineSource[] = [
  versions,
  deployments,
  incidentEnded,
  incidentBegan,
  monitoringActs,
  ledgerSource('sign-off', query => query.whereIn('action', SIGN_OFF_ACTIONS)),
  stageMoves,
  ledgerSource('stage', query => query.whereIn('action', END_OF_LIFE_ACTIONS)),
  ledgerSource('ownership', query =>
    query.where(owner =>
      owner
        .whereLike('action', 'owner-%')
        .orWhereLike('action', 'role-%')
        .orWhere('action', 'record-continued'),
    ),
  ),
];
