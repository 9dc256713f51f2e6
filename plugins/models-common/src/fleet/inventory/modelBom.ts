import {
  RELATION_DEPENDS_ON,
  CompoundEntityRef,
  parseEntityRef,
} from '@backstage/catalog-model';
import { JsonObject } from '@backstage/types';
import spdxLicenseIds from 'spdx-license-ids/index.json';
import { CardEvaluation, ModelCard } from '../../card/cardSchemas';
import { sectionTexts } from '../../card/sections';
import {
  RELATION_DERIVED_FROM,
  RELATION_TRAINED_ON,
} from '../../kind/relations';
import { bomRefOf, toBomComponent, webAddress } from './bomComponents';
import { BomComponent, BomDataset, BomModelCard, BomService } from './bomTypes';
import { InventoryItem, relatedRefs } from './InventoryItem';
import { BomIdentity, bomHead, bomMetadata } from './writeBom';

const SPDX_IDS: ReadonlyMap<string, string> = new Map(
  spdxLicenseIds.map(id => [id.toLocaleLowerCase('en-US'), id]),
);

/**
 * Makes the bill of materials of one version of a model: CycloneDX 1.6.
 *
 * @remarks
 *
 * The model is what it is about; the data it learned from, the model it was derived from
 * and what it needs to work are its components.
 *
 * @param options - `version` is left out for a model of which none is known; `card` is
 *   the card of that version, if there is one.
 * @public
 */
export function createModelBom(options: {
  item: InventoryItem;
  version?: string;
  card?: ModelCard;
  identity: BomIdentity;
}): JsonObject {
  const { item, version, card, identity } = options;
  const parts = partsOf(item);
  const ref = bomRefOf(item.summary.modelRef, version);
  const bom = {
    ...bomHead(identity),
    metadata: {
      ...bomMetadata(identity),
      component: withCard(toBomComponent(item, version), item, card),
    },
    components: parts.components,
    ...(parts.services.length > 0 && { services: parts.services }),
    dependencies: [
      {
        ref,
        dependsOn: [...parts.components, ...parts.services].flatMap(
          part => part['bom-ref'] ?? [],
        ),
      },
    ],
  };
  // Without what is undefined, and as plain JSON.
  return JSON.parse(JSON.stringify(bom));
}

function partsOf(item: InventoryItem): {
  components: BomComponent[];
  services: BomService[];
} {
  const needed = [
    RELATION_TRAINED_ON,
    RELATION_DERIVED_FROM,
    RELATION_DEPENDS_ON,
  ].flatMap(relation => relatedRefs(item, relation));
  const refs = [...new Set(needed)].map(ref => ({
    ref,
    parsed: parseEntityRef(ref),
  }));
  const isService = ({ kind }: CompoundEntityRef) => kind === 'api';
  return {
    components: refs
      .filter(({ parsed }) => !isService(parsed))
      .map(({ ref, parsed }) => ({
        type: typeOf(parsed.kind),
        ...identityOf(ref, parsed),
      })),
    services: refs
      .filter(({ parsed }) => isService(parsed))
      .map(({ ref, parsed }) => identityOf(ref, parsed)),
  };
}

function identityOf(ref: string, { namespace, name }: CompoundEntityRef) {
  return { 'bom-ref': ref, group: namespace, name };
}

function typeOf(kind: string): BomComponent['type'] {
  switch (kind) {
    case 'model':
      return 'machine-learning-model';
    case 'component':
      return 'application';
    default:
      return 'data';
  }
}

function withCard(
  component: BomComponent,
  item: InventoryItem,
  card: ModelCard | undefined,
): BomComponent {
  const datasets: BomDataset[] = [
    ...relatedRefs(item, RELATION_TRAINED_ON).map(ref => ({ ref })),
    ...(card?.datasets ?? []).map(name => ({
      type: 'dataset' as const,
      name,
    })),
  ];
  const licenses = card ? licensesOf(card) : [];
  // Those that the catalog knows are components; the card may name others.
  const { pedigree: _, ...rest } = component;
  const ancestors = [
    ...(component.pedigree?.ancestors ?? []),
    ...(component.pedigree ? [] : (card?.baseModels ?? []).map(namedModel)),
  ];
  return {
    ...rest,
    ...(licenses.length > 0 && { licenses }),
    ...(ancestors.length > 0 && { pedigree: { ancestors } }),
    modelCard: {
      ...enriched(component.modelCard, card),
      modelParameters: {
        task: card?.task ?? item.entity.spec.type,
        ...(datasets.length > 0 && { datasets }),
      },
    },
  };
}

function enriched(
  known: BomModelCard | undefined,
  card: ModelCard | undefined,
): Omit<BomModelCard, 'modelParameters'> {
  const metrics = [
    ...(known?.quantitativeAnalysis?.performanceMetrics ?? []),
    ...(card?.evaluations ?? []).map(metricOf),
  ];
  const texts = card ? sectionTexts(card.markdown).sections : new Map();
  const limitations = texts.get('limitations');
  const considerations = {
    ...known?.considerations,
    ...(limitations && { technicalLimitations: [limitations] }),
  };
  return {
    ...(metrics.length > 0 && {
      quantitativeAnalysis: { performanceMetrics: metrics },
    }),
    ...(Object.keys(considerations).length > 0 && { considerations }),
  };
}

function metricOf({ metric, value, dataset, slice, interval }: CardEvaluation) {
  const bounds = /^(.+) to (.+)$/.exec(interval ?? '');
  const part = [dataset, slice].flatMap(text => text ?? []).join(', ');
  return {
    type: metric,
    value,
    ...(part && { slice: part }),
    ...(bounds && {
      confidenceInterval: { lowerBound: bounds[1], upperBound: bounds[2] },
    }),
  };
}

function licensesOf(card: ModelCard): NonNullable<BomComponent['licenses']> {
  return card.licenses.map(({ name, link }) => {
    const id = SPDX_IDS.get(name.toLocaleLowerCase('en-US'));
    const url = webAddress(link);
    return {
      license: { ...(id ? { id } : { name }), ...(url && { url }) },
    };
  });
}

// As its source names it, e.g. `org/model`.
function namedModel(name: string): BomComponent {
  const [group, ...rest] = name.split('/');
  return rest.length === 1 && group && rest[0]
    ? { type: 'machine-learning-model', group, name: rest[0] }
    : { type: 'machine-learning-model', name };
}
