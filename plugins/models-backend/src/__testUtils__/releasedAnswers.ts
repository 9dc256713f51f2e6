import request from 'supertest';
import { TestServer } from './TestModel';
import { ReleasedState } from './releasedState';
import { Caller, machine, person } from './people';

const OF_A_MODEL = [
  ...['', '/versions?limit=100', '/timeline?limit=100', '/stage-moves'],
  ...['/owner-history', '/decisions', '/waivers', '/reviews'],
  ...['/check-results?check=AUC', '/check-results?check=Drift'],
  ...['/monitoring', '/retired-checks', '/incidents', '/deployment-changes'],
  ...['/dependants', '/gate?version=1&stage=production'],
  '/check-series?check=AUC&from=2026-11-01T00:00:00Z&to=2026-12-01T00:00:00Z',
];

const OF_A_VERSION = ['/possible-moves?version=1', '/card?version=1'];

const OF_ALL = [
  ...['fleet', 'fleet?monitoring=critical', 'fleet-facets', 'fleet-refs'],
  ...['fleet-trend', 'board', 'board-facets', 'expiring-sign-offs'],
  ...['active-waivers', 'unsanctioned-deployments', 'orphans', 'incidents'],
  ...['unmonitored', 'monitoring-statuses', 'sources', 'ledger-checkpoints'],
  ...['lifecycle', 'ledger-export', 'waiting-sign-offs'],
];

/** Where the record of a released state is read. */
export const releasedPaths = [
  ...['churn', 'credit', 'ranker', 'idle', 'fraud', 'loan'].flatMap(name =>
    OF_A_MODEL.map(path => `default/${name}${path}`),
  ),
  ...['churn', 'credit', 'fraud'].flatMap(name =>
    OF_A_VERSION.map(path => `default/${name}${path}`),
  ),
  ...OF_ALL,
];

/** What is answered at each of these paths. */
export async function readAnswers(
  server: TestServer,
  paths: readonly string[],
): Promise<ReleasedState['answers']> {
  const answers = [];
  for (const path of paths) {
    answers.push({ path, body: await read(server, path) });
  }
  return answers;
}

/** Somebody for whom sign-offs wait, where only people are answered. */
function callerOf(path: string): Caller {
  return path.startsWith('waiting') ? person('vera-validator') : machine;
}

/** JSON, or the lines of another document. */
async function read(server: TestServer, path: string): Promise<unknown> {
  const { body, text, type } = await request(server)
    .get(`/api/models/${path}`)
    .set('Authorization', callerOf(path))
    .buffer(true)
    .expect(200);
  return type === 'application/json' ? body : text.split('\n');
}
