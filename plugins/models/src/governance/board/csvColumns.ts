import {
  BoardDeployment,
  BoardRow,
  BoardWaiver,
  CsvColumn,
  ExpiringSignOff,
  WaitingSignOff,
} from '@modelry/backstage-plugin-models-common';
import { describeRunning } from './describeRunning';
import { BoardModel } from './ModelCell';

const model: CsvColumn<BoardModel>[] = [
  { title: 'Model', value: row => row.modelRef },
  { title: 'Title', value: row => row.title },
  { title: 'Owner', value: row => row.owner },
  { title: 'System', value: row => row.system },
  { title: 'Risk tier', value: row => row.riskTier },
];

/** What the CSV of the waiting view says. */
export const WAITING_COLUMNS: CsvColumn<WaitingSignOff>[] = [
  ...model,
  { title: 'Version', value: row => row.review.version },
  { title: 'Requirement', value: row => row.requirement.title },
  { title: 'Requirement id', value: row => row.requirement.id },
  { title: 'Stage', value: row => row.requirement.stage },
  { title: 'Status', value: row => row.requirement.status },
  { title: 'Reason', value: row => row.requirement.reason },
  { title: 'Review opened by', value: row => row.review.openedBy },
  { title: 'Review opened at', value: row => row.review.openedAt },
];

/** One cell of the matrix: a model, and one of its requirements. */
export type MatrixLine = BoardRow & {
  requirement?: BoardRow['requirements'][number];
};

/** Writes a row of the matrix as one line for each of its requirements. */
export function toMatrixLines(row: BoardRow): MatrixLine[] {
  return row.requirements.length > 0
    ? row.requirements.map(requirement => ({ ...row, requirement }))
    : [row];
}

/** What the CSV of the matrix says. */
export const MATRIX_COLUMNS: CsvColumn<MatrixLine>[] = [
  ...model,
  { title: 'Stage of the model', value: row => row.stage },
  { title: 'Version', value: row => row.version },
  { title: 'Sign-offs', value: row => row.signOff },
  { title: 'Unsanctioned deployments', value: row => row.unsanctioned },
  {
    title: 'Running',
    value: row => row.running?.map(describeRunning).join('; '),
  },
  { title: 'Requirement', value: row => row.requirement?.title },
  { title: 'Requirement id', value: row => row.requirement?.id },
  { title: 'Before the stage', value: row => row.requirement?.stage },
  { title: 'Status', value: row => row.requirement?.status },
  { title: 'Reason', value: row => row.requirement?.reason },
  { title: 'Expires at', value: row => row.requirement?.expiresAt },
];

/** What the CSV of the expiring view says. */
export const EXPIRING_COLUMNS: CsvColumn<ExpiringSignOff>[] = [
  ...model,
  { title: 'Version', value: row => row.version },
  { title: 'Requirement', value: row => row.requirement.title },
  { title: 'Requirement id', value: row => row.requirement.id },
  { title: 'Stage', value: row => row.requirement.stage },
  { title: 'Expires at', value: row => row.expiresAt },
];

/** What the CSV of the waivers says. */
export const WAIVER_COLUMNS: CsvColumn<BoardWaiver>[] = [
  ...model,
  { title: 'Requirement', value: row => row.requirementTitle },
  { title: 'Requirement id', value: row => row.waiver.requirement },
  { title: 'Stage', value: row => row.waiver.stage },
  { title: 'Version', value: row => row.waiver.version ?? 'all versions' },
  { title: 'Until', value: row => row.waiver.until },
  { title: 'Granted by', value: row => row.waiver.grantedBy },
  { title: 'Granted at', value: row => row.waiver.grantedAt },
  { title: 'Reason', value: row => row.waiver.reason },
  { title: 'Does not count because', value: row => row.voidBecause },
];

/** What the CSV of the unsanctioned deployments says. */
export const UNSANCTIONED_COLUMNS: CsvColumn<BoardDeployment>[] = [
  ...model,
  { title: 'Environment', value: row => row.environment },
  { title: 'Deployment', value: row => row.name },
  { title: 'Version', value: row => row.version },
  { title: 'Missing', value: row => row.missing.join('; ') },
  { title: 'Enforcement', value: row => row.enforcement },
  { title: 'Found at', value: row => row.foundAt },
];
