import {
  RELATION_OWNED_BY,
  RELATION_PART_OF,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { getEntityRelations } from '@backstage/plugin-catalog-react';
import {
  ModelEntity,
  modelFacts,
  ModelVersion,
} from '@modelry/backstage-plugin-models-common';
import { StageName } from '../../status';
import { RISK_TIER_PRESENTATION } from '../../status/presentations';
import { ExactTime, Mono, RecordFact, RecordFacts } from './parts';
import { WebLink } from '../../frame';

/** Entity refs of those that a model has a relation to. */
export function relationsOf(entity: ModelEntity, relation: string): string[] {
  return getEntityRelations(entity, relation).map(ref =>
    stringifyEntityRef(ref),
  );
}

/** The facts of the model in its record. */
export function ModelSection(props: {
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

/** The facts of the version in its record. */
export function VersionSection(props: {
  version: ModelVersion | undefined;
  named: string | undefined;
  nameOf: (ref: string) => string;
}) {
  const { version, named, nameOf } = props;
  if (!version) {
    return <NoVersion named={named} />;
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
          <StageName stage={version.stage} />, since{' '}
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
          {version.link && (
            <WebLink href={version.link} variant="body-small">
              {version.link}
            </WebLink>
          )}
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

function NoVersion({ named }: { named: string | undefined }) {
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
