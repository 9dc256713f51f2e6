import { getEntityRelations } from '@backstage/plugin-catalog-react';
import { RELATION_OWNED_BY, RELATION_PART_OF } from '@backstage/catalog-model';
import {
  ModelEntity,
  ModelVersion,
  modelFacts,
} from '@modelry/backstage-plugin-models-common';
import { stringifyEntityRef } from '@backstage/catalog-model';
import { DateTime } from 'luxon';
import { useState } from 'react';
import {
  RISK_TIER_PRESENTATION,
  SIGN_OFF_PRESENTATION,
  STAGE_PRESENTATION,
} from '../../status/presentations';
import { useEntityNames } from '../board/useEntityNames';
import { WebLink } from '../evidence/EvidenceList';
import { LedgerSection } from './LedgerSection';
import {
  ExactTime,
  Mono,
  RecordFact,
  RecordFacts,
  writeExactTime,
} from './parts';
import { RequirementSection } from './RequirementSection';
import { ReviewsSection } from './ReviewsSection';
import { SignOffRecord } from './useRecord';
import { useRecordStyles } from './useRecordStyles';

/** All that a board files about the sign-offs of one version. */
export function RecordDocument(props: { record: SignOffRecord }) {
  const { record } = props;
  const { entity, overview, version, ledger } = record;
  const { governance } = overview;
  const [madeAt] = useState(() => DateTime.now());
  const names = useEntityNames(peopleOf(record));
  const nameOf = (ref: string) =>
    names(ref) === ref ? ref : `${names(ref)} (${ref})`;
  const classes = useRecordStyles();
  return (
    <>
      <header>
        <h1>
          Sign-off record: {titleOf(entity)}
          {governance.version !== undefined &&
            `, version ${governance.version}`}
        </h1>
        <p>
          <span className={classes.verdict}>
            {SIGN_OFF_PRESENTATION[governance.status].label}
          </span>{' '}
          as of {writeExactTime(madeAt)}
        </p>
      </header>
      <ModelSection entity={entity} nameOf={nameOf} />
      <VersionSection
        version={version}
        named={governance.version}
        nameOf={nameOf}
      />
      <section aria-label="Requirements">
        <h2>Requirements</h2>
        {governance.requirements.length === 0 && (
          <p>No policy asks for a sign-off of this model.</p>
        )}
        {governance.requirements.map(requirement => (
          <RequirementSection
            key={`${requirement.stage} ${requirement.id}`}
            requirement={requirement}
            nameOf={nameOf}
          />
        ))}
      </section>
      <ReviewsSection reviews={governance.reviews} nameOf={nameOf} />
      <section aria-label="Unsanctioned deployments">
        <h2>Unsanctioned deployments</h2>
        {governance.unsanctioned.length === 0 ? (
          <p>
            None: whatever runs in a governed environment has its sign-offs.
          </p>
        ) : (
          <ul>
            {governance.unsanctioned.map(deployment => (
              <li key={`${deployment.environment} ${deployment.name}`}>
                Version {deployment.version} in {deployment.environment} (
                {deployment.name}) lacks: {deployment.missing.join(', ')}
              </li>
            ))}
          </ul>
        )}
      </section>
      <LedgerSection
        ledger={ledger}
        version={governance.version}
        nameOf={nameOf}
      />
    </>
  );
}

function titleOf({ metadata }: ModelEntity): string {
  return metadata.title ?? metadata.name;
}

function peopleOf({ overview, version, ledger, entity }: SignOffRecord) {
  const { requirements, reviews } = overview.governance;
  const refs = [
    ...requirements.flatMap(({ decisions, approvers, waiver }) => [
      ...approvers,
      ...decisions.map(decision => decision.decidedBy),
      ...(waiver ? [waiver.grantedBy] : []),
    ]),
    ...reviews.flatMap(({ openedBy, closed }) => [
      openedBy,
      ...(closed ? [closed.by] : []),
    ]),
    ...ledger.entries.map(({ actor }) => actor),
    ...(version ? [version.registeredBy] : []),
    ...relationsOf(entity, RELATION_OWNED_BY),
    ...relationsOf(entity, RELATION_PART_OF),
  ];
  return [...new Set(refs)].filter(ref => /^[a-z]+:[^/:]+\/[^/:]+$/i.test(ref));
}

function relationsOf(entity: ModelEntity, relation: string): string[] {
  return getEntityRelations(entity, relation).map(ref =>
    stringifyEntityRef(ref),
  );
}

function ModelSection(props: {
  entity: ModelEntity;
  nameOf: (ref: string) => string;
}) {
  const { entity, nameOf } = props;
  const facts = modelFacts(entity);
  const { riskTier } = entity.spec;
  const list = (refs: string[]) =>
    refs.length > 0 ? refs.map(nameOf).join(', ') : undefined;
  return (
    <section aria-label="Model">
      <h2>Model</h2>
      <RecordFacts>
        <RecordFact name="Entity">
          <Mono>{stringifyEntityRef(entity)}</Mono>
        </RecordFact>
        <RecordFact name="Owner">
          {list(relationsOf(entity, RELATION_OWNED_BY))}
        </RecordFact>
        <RecordFact name="Part of">
          {list(relationsOf(entity, RELATION_PART_OF))}
        </RecordFact>
        <RecordFact name="Risk tier">
          {riskTier && RISK_TIER_PRESENTATION[riskTier].label}
        </RecordFact>
        <RecordFact name="Intended use">{facts.intendedUse}</RecordFact>
        <RecordFact name="Trained on">{list(facts.trainedOn)}</RecordFact>
        <RecordFact name="Base model">{facts.baseModel}</RecordFact>
      </RecordFacts>
    </section>
  );
}

function VersionSection(props: {
  version: ModelVersion | undefined;
  named: string | undefined;
  nameOf: (ref: string) => string;
}) {
  const { version, named, nameOf } = props;
  if (!version) {
    return (
      <section aria-label="Version">
        <h2>Version</h2>
        <p>
          {named === undefined
            ? 'No version of this model was ever reported.'
            : `Version ${named} was never reported.`}
        </p>
      </section>
    );
  }
  const metrics = Object.entries(version.metrics ?? {});
  return (
    <section aria-label="Version">
      <h2>Version</h2>
      <RecordFacts>
        <RecordFact name="Version">{version.version}</RecordFact>
        <RecordFact name="Artifact digest">
          {version.digest && <Mono>{version.digest}</Mono>}
        </RecordFact>
        <RecordFact name="Stage">
          {STAGE_PRESENTATION[version.stage].label}, since{' '}
          <ExactTime at={version.stageSince} />
        </RecordFact>
        <RecordFact name="Made">
          <ExactTime at={version.createdAt} />
        </RecordFact>
        <RecordFact name="Registered">
          <ExactTime at={version.registeredAt} /> by{' '}
          {nameOf(version.registeredBy)}
        </RecordFact>
        <RecordFact name="Description">{version.description}</RecordFact>
        <RecordFact name="Link">
          {version.link && <WebLink link={version.link} />}
        </RecordFact>
        <RecordFact name="Metrics">
          {metrics.length > 0
            ? metrics.map(([name, value]) => `${name} ${value}`).join(', ')
            : undefined}
        </RecordFact>
      </RecordFacts>
    </section>
  );
}
