import {
  Evidence,
  RequirementState,
  roleOfApprover,
} from '@modelry/backstage-plugin-models-common';
import { Duration } from 'luxon';
import { StageName } from '../../status';
import { SIGN_OFF_PRESENTATION } from '../../status/presentations';
import { countingFirst } from '../countingFirst';
import { describeLeftOut } from '../describeLeftOut';
import { VERDICTS } from '../verdicts';
import { ExactTime, Mono, RecordFact, RecordFacts } from './parts';
import { useRecordStyles } from './useRecordStyles';
import { WebLink } from '../../frame';

interface RequirementSectionProps {
  requirement: RequirementState;
  nameOf: (ref: string) => string;
}

/** All requirements in the record. */
export function RequirementsSection(props: {
  requirements: readonly RequirementState[];
  nameOf: (ref: string) => string;
}) {
  const { requirements, nameOf } = props;
  return (
    <section aria-label="Requirements">
      <h2>Requirements</h2>
      {requirements.length === 0 && (
        <p>No policy asks for a sign-off of this model.</p>
      )}
      {requirements.map(requirement => (
        <RequirementSection
          key={`${requirement.stage} ${requirement.id}`}
          requirement={requirement}
          nameOf={nameOf}
        />
      ))}
    </section>
  );
}

/** One requirement in the record, with all that was decided about it. */
function RequirementSection(props: RequirementSectionProps) {
  const { requirement, nameOf } = props;
  const { title, description, status, reason, waiver, warnings } = requirement;
  const { decisions, decisionsLeftOut = 0 } = requirement;
  const classes = useRecordStyles();
  return (
    <section className={classes.requirement} aria-label={title}>
      <h3>
        {title}{' '}
        <span className={classes.verdict}>
          {SIGN_OFF_PRESENTATION[status].label}
        </span>
      </h3>
      {description && <p>{description}</p>}
      <p>{reason}</p>
      {warnings.map(warning => (
        <p key={warning}>Take note: {warning}</p>
      ))}
      <Asked {...props} />
      {waiver && (
        <>
          <h4>Waiver</h4>
          <p>
            Granted by {nameOf(waiver.grantedBy)},{' '}
            <ExactTime at={waiver.grantedAt} />, until{' '}
            <ExactTime at={waiver.until} />, for{' '}
            {waiver.version === undefined
              ? 'all versions'
              : `version ${waiver.version}`}
            ; ledger entry {waiver.sequence}
          </p>
          <p className={classes.text}>{waiver.reason}</p>
        </>
      )}
      <h4>Decisions</h4>
      {decisions.length === 0 && <p>None.</p>}
      {countingFirst(decisions).map(decision => (
        <DecisionInRecord
          key={decision.id}
          decision={decision}
          nameOf={nameOf}
        />
      ))}
      {decisionsLeftOut > 0 && <p>{describeLeftOut(decisionsLeftOut)}</p>}
    </section>
  );
}

function approversInWords({
  requirement: { approvers, roles = [] },
  nameOf,
}: RequirementSectionProps): string {
  return approvers
    .map(ref => {
      const role = roles.find(({ id }) => id === roleOfApprover(ref));
      return role
        ? `${role.title} of the model (${
            role.people.map(nameOf).join(', ') || 'nobody'
          })`
        : nameOf(ref);
    })
    .join(', ');
}

function Asked({ requirement, nameOf }: RequirementSectionProps) {
  return (
    <RecordFacts>
      <RecordFact name="Before the stage">
        <StageName stage={requirement.stage} />
      </RecordFact>
      <RecordFact name="Asked by">
        {requirement.noLongerAsked && 'No policy any more'}
        {requirement.policies.map(({ id, title, digest, because }) => (
          <div key={id}>
            {title} ({id}), because {because.join(', and ')}; policy digest{' '}
            <Mono>{digest}</Mono>
          </div>
        ))}
      </RecordFact>
      <RecordFact name="Requirement digest">
        <Mono>{requirement.digest}</Mono>
      </RecordFact>
      <RecordFact name="Approvers">
        {approversInWords({ requirement, nameOf })}
      </RecordFact>
      <RecordFact name="Approvals">
        {requirement.approvals} of {requirement.minApprovals}
        {requirement.validFor &&
          `, each valid for ${Duration.fromISO(
            requirement.validFor,
          ).toHuman()}`}
      </RecordFact>
      {requirement.expiresAt && (
        <RecordFact name="Expires">
          <ExactTime at={requirement.expiresAt} />
        </RecordFact>
      )}
      <RecordFact name="Separation of duties">
        {requirement.separationOfDuties ? 'Asked for' : 'Not asked for'}
      </RecordFact>
      <RecordFact name="Evidence asked for">
        {requirement.evidence.map(({ title }) => title).join(', ') || 'None'}
      </RecordFact>
    </RecordFacts>
  );
}

function DecisionInRecord(props: {
  decision: RequirementState['decisions'][number];
  nameOf: (ref: string) => string;
}) {
  const { decision, nameOf } = props;
  const { withdrawn, ignoredBecause, evidence } = decision;
  const classes = useRecordStyles();
  return (
    <div>
      <p>
        <strong>{nameOf(decision.decidedBy)}</strong>{' '}
        {VERDICTS[decision.decision].doneTo} version {decision.version},{' '}
        <ExactTime at={decision.decidedAt} />; ledger entry {decision.sequence}.{' '}
        {ignoredBecause ? `Does not count: ${ignoredBecause}.` : 'Counts.'}
      </p>
      <p className={classes.text}>{decision.comment}</p>
      {evidence.length > 0 && (
        <ul aria-label="Evidence">
          {evidence.map((piece, index) => (
            <EvidenceInRecord key={`${index} ${piece.title}`} piece={piece} />
          ))}
        </ul>
      )}
      {withdrawn && (
        <p className={classes.text}>
          Withdrawn by {nameOf(withdrawn.by)}, <ExactTime at={withdrawn.at} />:{' '}
          {withdrawn.reason}
        </p>
      )}
    </div>
  );
}

function EvidenceInRecord({ piece }: { piece: Evidence }) {
  const classes = useRecordStyles();
  return (
    <li>
      {piece.title}
      {piece.link && (
        <>
          :{' '}
          <WebLink href={piece.link} variant="body-small">
            {piece.link}
          </WebLink>
        </>
      )}
      {piece.text && <div className={classes.text}>{piece.text}</div>}
    </li>
  );
}
