import { RELATION_OWNED_BY, RELATION_PART_OF } from '@backstage/catalog-model';
import { ModelEntity } from '@modelry/backstage-plugin-models-common';
import { DateTime } from 'luxon';
import { useState } from 'react';
import { SIGN_OFF_PRESENTATION } from '../../status/presentations';
import { useEntityNames } from '../board/useEntityNames';
import { useNamesIn } from '../useNames';
import { LedgerSection } from './LedgerSection';
import { ModelSection, relationsOf, VersionSection } from './ModelSections';
import { writeExactTime } from './parts';
import { RequirementsSection } from './RequirementSection';
import { ReviewsSection } from './ReviewsSection';
import { UnsanctionedSection } from './UnsanctionedSection';
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
  const { stage, requirement } = useNamesIn(overview);
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
      <RequirementsSection
        requirements={governance.requirements}
        nameOf={nameOf}
      />
      <ReviewsSection reviews={governance.reviews} nameOf={nameOf} />
      <UnsanctionedSection deployments={governance.unsanctioned} />
      <LedgerSection
        ledger={ledger}
        version={governance.version}
        nameOf={nameOf}
        names={{
          stage,
          requirement: id =>
            requirement(id) === id ? id : `${requirement(id)} (${id})`,
        }}
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
    ...requirements.flatMap(({ decisions, approvers, roles = [], waiver }) => [
      ...approvers,
      ...roles.flatMap(({ people }) => people),
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
