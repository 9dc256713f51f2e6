import { RELATION_DEPENDS_ON, parseEntityRef } from '@backstage/catalog-model';
import {
  RELATION_DERIVED_FROM,
  RELATION_SERVED_BY,
  RELATION_TRAINED_ON,
} from '../../kind/relations';
import { ModelVersion } from '../../lifecycle/schemas';
import { BomComponent, BomDataset, BomProperty } from './bomTypes';
import {
  InventoryItem,
  nameOfDeployment,
  relatedRefs,
  systemOf,
} from './InventoryItem';

/** How a bill of materials refers to a version of a model, or to a model without one. */
export function bomRefOf(modelRef: string, version: string | undefined) {
  return version === undefined ? modelRef : `${modelRef}@${version}`;
}

/**
 * The versions of a model that an inventory lists: that in question and those that run,
 * one component each; a model of which no version is known is one component.
 */
export function toBomComponents(item: InventoryItem): BomComponent[] {
  const { summary, deployments } = item;
  const listed = new Set<string | undefined>([
    ...(summary.version === undefined ? [] : [summary.version]),
    ...deployments.map(({ version }) => version),
  ]);
  return [...(listed.size === 0 ? [undefined] : listed)].map(version =>
    toBomComponent(item, version),
  );
}

/** One version of a model as a component; its data sets and base model are named in it. */
export function toBomComponent(
  item: InventoryItem,
  version: string | undefined,
): BomComponent {
  const { entity, summary } = item;
  const {
    name,
    namespace = 'default',
    description,
    tags = [],
  } = entity.metadata;
  const known = item.versions.find(other => other.version === version);
  const hash = known?.digest?.replace(/^sha256:/, '');
  const links = linksOf(item, known);
  const ancestors = relatedRefs(item, RELATION_DERIVED_FROM).map(ancestorOf);
  return {
    type: 'machine-learning-model',
    'bom-ref': bomRefOf(summary.modelRef, version),
    group: namespace,
    name,
    ...(version !== undefined && { version }),
    ...(description && { description }),
    ...(hash && { hashes: [{ alg: 'SHA-256', content: hash }] }),
    ...(ancestors.length > 0 && { pedigree: { ancestors } }),
    ...(links.length > 0 && { externalReferences: links }),
    modelCard: modelCardOf(item, known),
    ...(tags.length > 0 && { tags }),
    properties: propertiesOf(item, version, known),
  };
}

function modelCardOf(item: InventoryItem, known: ModelVersion | undefined) {
  const { type, intendedUse } = item.entity.spec;
  const datasets = relatedRefs(item, RELATION_TRAINED_ON).map(
    (name): BomDataset => ({ type: 'dataset', name }),
  );
  const metrics = Object.entries(known?.metrics ?? {});
  return {
    modelParameters: {
      task: type,
      ...(datasets.length > 0 && { datasets }),
    },
    ...(metrics.length > 0 && {
      quantitativeAnalysis: {
        performanceMetrics: metrics.map(([metric, value]) => ({
          type: metric,
          value: String(value),
        })),
      },
    }),
    ...(intendedUse && { considerations: { useCases: [intendedUse] } }),
  };
}

function propertiesOf(
  item: InventoryItem,
  version: string | undefined,
  known: ModelVersion | undefined,
): BomProperty[] {
  const { summary, deployments } = item;
  const isInQuestion = version === summary.version;
  const properties: Array<[string, string | undefined]> = [
    ['title', summary.title],
    ['owner', summary.owner],
    ['system', systemOf(item)],
    ['riskTier', summary.riskTier],
    ['stage', known?.stage ?? (isInQuestion ? summary.stage : undefined)],
    ['signOff', isInQuestion ? summary.signOff : undefined],
    ['monitoring', summary.monitoring],
    ['endOfLife', summary.endOfLife],
    ...deployments
      .filter(deployment => deployment.version === version)
      .map((deployment): [string, string] => [
        'deployment',
        `${nameOfDeployment(deployment)}: ${deployment.status}`,
      ]),
    ...named('servedBy', relatedRefs(item, RELATION_SERVED_BY)),
    ...named('dependsOn', relatedRefs(item, RELATION_DEPENDS_ON)),
  ];
  return properties.flatMap(([name, value]) =>
    value === undefined ? [] : [{ name: `modelry:${name}`, value }],
  );
}

function named(
  name: string,
  values: readonly string[],
): Array<[string, string]> {
  return values.map(value => [name, value]);
}

function linksOf(
  { entity }: InventoryItem,
  known: ModelVersion | undefined,
): NonNullable<BomComponent['externalReferences']> {
  const page = webAddress(known?.link);
  const card = webAddress(entity.spec.card);
  const artifact = iriOf(known?.artifact?.uri);
  return [
    ...(page ? [{ type: 'website' as const, url: page }] : []),
    ...(card ? [{ type: 'model-card' as const, url: card }] : []),
    ...(artifact ? [{ type: 'distribution' as const, url: artifact }] : []),
  ];
}

// A path of a machine is no address that anybody else could use.
function iriOf(uri: string | undefined): string | undefined {
  return uri && !/^file:/i.test(uri) && URL.canParse(uri)
    ? new URL(uri).href
    : undefined;
}

/** A link as the format wants it; nothing when it leads not to the web. */
export function webAddress(link: string | undefined): string | undefined {
  if (!link || !/^https?:\/\//i.test(link) || !URL.canParse(link)) {
    return undefined;
  }
  const url = new URL(link);
  return url.username || url.password ? undefined : url.href;
}

function ancestorOf(modelRef: string): BomComponent {
  const { namespace, name } = parseEntityRef(modelRef);
  return { type: 'machine-learning-model', group: namespace, name };
}
