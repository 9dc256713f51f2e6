import {
  RELATION_DEPENDS_ON,
  RELATION_PART_OF,
} from '@backstage/catalog-model';
import { RequirementState } from '../governance/schemas';
import { isActiveDeployment } from '../deployments/schemas';
import {
  RELATION_DERIVED_FROM,
  RELATION_SERVED_BY,
  RELATION_TRAINED_ON,
} from '../kind/relations';
import { Check } from '../monitoring/schemas';
import { relatedRefs } from '../fleet/inventory/InventoryItem';
import { MarkdownSection, bullets, table } from './cardMarkdown';
import { sectionTexts } from './sections';
import type { ModelCardFacts } from './writeModelCard';

/** What entity and record say of a recommended section. */
export function sectionFacts(id: string, facts: ModelCardFacts): string[] {
  const { entity, overview, version, written } = facts;
  switch (id) {
    case 'description':
      return [authored(entity.metadata.description), facetsOf(facts)];
    case 'uses':
      return [authored(entity.spec.intendedUse)];
    case 'training-data':
      return [
        bullets([
          ...relatedRefs(facts, RELATION_TRAINED_ON),
          ...(written.card?.datasets ?? []),
        ]),
      ];
    case 'evaluation':
      return [
        table(
          ['Measured when it was made', 'Value'],
          Object.entries(version?.metrics ?? {}).map(([metric, value]) => [
            metric,
            String(value),
          ]),
        ),
        evaluationsOf(facts),
      ];
    case 'contact':
      return [
        bullets([
          ...(overview.ownership.owner
            ? [`Owner: ${overview.ownership.owner}`]
            : []),
          ...overview.ownership.roles
            .filter(({ people }) => people.length > 0)
            .map(
              ({ title, people }) =>
                `${title}: ${people.map(({ person }) => person).join(', ')}`,
            ),
        ]),
      ];
    default:
      return [];
  }
}

/** The sections that only the record fills. */
export function recordSections(facts: ModelCardFacts): MarkdownSection[] {
  const { deployments, monitoring, governance } = facts.overview;
  const running = deployments.filter(isActiveDeployment);
  return [
    {
      title: 'Deployments',
      blocks: [
        running.length === 0
          ? 'No version runs anywhere, as far as is known.'
          : '',
        table(
          ['Environment', 'Name', 'Version', 'Status', 'Role', 'Since'],
          running.map(({ environment, name, version, status, role, since }) => [
            ...[environment, name, version, status, role, since],
          ]),
        ),
      ],
    },
    {
      title: 'Monitoring',
      blocks: [
        `${monitoring.status}: ${monitoring.reason}`,
        table(
          ['Check', 'Kind', 'Environment', 'Status', 'Value', 'Observed'],
          monitoring.checks.map(rowOfCheck),
        ),
      ],
    },
    {
      title: 'Sign-offs',
      blocks: [
        governance.requirements.length === 0
          ? 'No policy asks for a sign-off of this model.'
          : `Sign-off status: ${governance.status}`,
        table(
          ['Sign-off', 'Stage', 'Status', 'Why', 'Given by', 'Expires'],
          governance.requirements.map(rowOfRequirement),
        ),
        ...governance.unsanctioned.map(
          ({ environment, name, version, missing }) =>
            `Version ${version} runs in ${environment} (${name}) without: ${missing.join(
              ', ',
            )}.`,
        ),
      ].map((block, at) => (at < 2 ? block : bullets([block]))),
    },
  ];
}

function facetsOf({ entity, overview, version }: ModelCardFacts): string {
  const rows: Array<[string, string | undefined]> = [
    ['Model', overview.modelRef],
    ['Type', entity.spec.type],
    ['Risk tier (EU AI Act)', entity.spec.riskTier],
    ['Part of', listed(relatedRefs({ entity }, RELATION_PART_OF))],
    ['Derived from', listed(relatedRefs({ entity }, RELATION_DERIVED_FROM))],
    ['Depends on', listed(relatedRefs({ entity }, RELATION_DEPENDS_ON))],
    ['Served by', listed(relatedRefs({ entity }, RELATION_SERVED_BY))],
    ['Version', version?.version],
    ['Stage', version?.stage ?? overview.lifecycle.stage],
    ['Digest', version?.digest],
    ['Trained', version?.createdAt],
    [
      'Registered',
      version && `${version.registeredAt} by ${version.registeredBy}`,
    ],
    ['What is special about it', version?.description],
    ['Lives at', version?.link],
    ['End of life', overview.lifecycle.endOfLife?.date],
  ];
  return table(
    ['Fact', 'Value'],
    rows.filter(([, value]) => value !== undefined && value !== ''),
  );
}

function evaluationsOf({ written }: ModelCardFacts): string {
  return table(
    ['Metric', 'Value', 'Task', 'Measured on', 'Source'],
    (written.card?.evaluations ?? []).map(
      ({ metric, value, interval, task, dataset, slice, source }) => [
        metric,
        interval ? `${value} (${interval})` : value,
        task,
        [dataset, slice].flatMap(part => part ?? []).join(', '),
        source,
      ],
    ),
  );
}

function rowOfCheck({ check, kind, environment, status, latest }: Check) {
  const { value, unit = '', observedAt } = latest;
  return [
    ...[check, kind, environment, status],
    value === undefined ? undefined : `${value} ${unit}`.trim(),
    observedAt,
  ];
}

function rowOfRequirement(requirement: RequirementState) {
  const { title, stage, status, reason, decisions, waiver, expiresAt } =
    requirement;
  const given = decisions
    .filter(
      ({ decision, withdrawn, ignoredBecause }) =>
        decision === 'approved' && !withdrawn && !ignoredBecause,
    )
    .map(({ decidedBy, decidedAt }) => `${decidedBy} on ${decidedAt}`);
  const waived = waiver
    ? [`set aside by ${waiver.grantedBy} until ${waiver.until}`]
    : [];
  return [
    ...[title, stage, status, reason],
    [...given, ...waived].join('; '),
    expiresAt,
  ];
}

// Its headings would be taken for sections of the card.
function authored(text: string | undefined): string {
  const { sections, rest } = sectionTexts(text ?? '');
  return [rest, ...new Set(sections.values())].join('\n\n').trim();
}

function listed(texts: readonly string[]): string {
  return texts.join(', ');
}
