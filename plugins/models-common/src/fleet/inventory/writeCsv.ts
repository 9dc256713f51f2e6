import { RELATION_DEPENDS_ON } from '@backstage/catalog-model';
import {
  RELATION_DERIVED_FROM,
  RELATION_SERVED_BY,
  RELATION_TRAINED_ON,
} from '../../kind/relations';
import { CsvColumn, csvRows, csvTitles } from '../csv';
import {
  InventoryItem,
  nameOfDeployment,
  relatedRefs,
  systemOf,
} from './InventoryItem';

const related = (relation: string) => (item: InventoryItem) =>
  listed(relatedRefs(item, relation));

const COLUMNS: ReadonlyArray<CsvColumn<InventoryItem>> = [
  { title: 'Model', value: ({ summary }) => summary.modelRef },
  { title: 'Title', value: ({ entity }) => entity.metadata.title },
  { title: 'Description', value: ({ entity }) => entity.metadata.description },
  { title: 'Type', value: ({ entity }) => entity.spec.type },
  { title: 'Tags', value: ({ entity }) => listed(entity.metadata.tags ?? []) },
  { title: 'Owner', value: ({ summary }) => summary.owner },
  { title: 'System', value: systemOf },
  { title: 'Risk tier', value: ({ summary }) => summary.riskTier },
  { title: 'Intended use', value: ({ entity }) => entity.spec.intendedUse },
  { title: 'Stage', value: ({ summary }) => summary.stage },
  { title: 'Version', value: ({ summary }) => summary.version },
  { title: 'Digest of version', value: digestOf },
  {
    title: 'Deployments',
    value: ({ deployments }) =>
      listed(
        deployments.map(
          deployment =>
            `${nameOfDeployment(deployment)}: version ${deployment.version}, ${
              deployment.status
            }`,
        ),
      ),
  },
  {
    title: 'Unsanctioned deployments',
    value: ({ summary }) => summary.unsanctioned,
  },
  { title: 'Sign-off', value: ({ summary }) => summary.signOff },
  { title: 'Monitoring', value: ({ summary }) => summary.monitoring },
  {
    title: 'Monitoring, why',
    value: ({ summary }) => summary.monitoringReason,
  },
  { title: 'End of life', value: ({ summary }) => summary.endOfLife },
  { title: 'Base model', value: related(RELATION_DERIVED_FROM) },
  { title: 'Trained on', value: related(RELATION_TRAINED_ON) },
  { title: 'Served by', value: related(RELATION_SERVED_BY) },
  { title: 'Depends on', value: related(RELATION_DEPENDS_ON) },
  { title: 'Card', value: ({ entity }) => entity.spec.card },
];

/**
 * Writes an inventory of models as CSV, page by page.
 *
 * @remarks
 *
 * One line for each model. Several things in a cell are parted by semicolons. A text
 * that begins like a formula gets an apostrophe in front.
 *
 * @public
 */
export async function* writeInventoryCsv(
  pages: AsyncIterable<readonly InventoryItem[]>,
): AsyncGenerator<string> {
  // With the first page: when that fails, nothing has been sent yet.
  let titles = csvTitles(COLUMNS);
  for await (const items of pages) {
    yield titles + csvRows(items, COLUMNS);
    titles = '';
  }
  yield titles;
}

function digestOf({ summary, versions }: InventoryItem): string | undefined {
  return versions.find(({ version }) => version === summary.version)?.digest;
}

function listed(texts: readonly string[]): string {
  return texts.join('; ');
}
