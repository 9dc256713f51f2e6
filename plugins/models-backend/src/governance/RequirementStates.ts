import { BackstageCredentials } from '@backstage/backend-plugin-api';
import {
  DecidingPerson,
  EffectiveRequirement,
  GovernanceRecord,
  JudgedRequirement,
  Lifecycle,
  ModelsConfig,
  RequirementState,
  RequirementVerdict,
  entitledRefs,
  factsDigest,
  judgeRequirement,
  modelFacts,
  modelsReviewDecidePermission,
  modelsWaiverGrantPermission,
  reasonsNotToDecide,
  reasonsNotToWaive,
  reviewsCovering,
  roleOfApprover,
} from '@modelry/backstage-plugin-models-common';
import { ModelsDatabase } from '../database/ModelsDatabase';
import { ModelAccess, VisibleModel } from '../kind/ModelAccess';
import { registrarsInUse } from '../lifecycle/registrars';
import { findVersion } from '../lifecycle/versions';
import { ApproverCatalog } from './ApproverCatalog';
import { PersonDirectory } from './PersonDirectory';
import { withTexts } from './decisionTexts';
import { governanceRecord } from './record';
import { otherDutiesOf } from './separatedDuties';

/** Others are on the list of decisions. */
const DECISIONS_IN_STATE = 20;

/** Of those that count, or are about the version in question, there are seldom so many. */
const MOST_IN_STATE = 100;

/** What may keep somebody from acting, beside who they are. */
interface Circumstances {
  model: VisibleModel;
  version: string | undefined;
  registeredBy: string | undefined;
  record: Pick<GovernanceRecord, 'reviews' | 'roleHolders'>;
}

/** Somebody who looks at requirements, and what the permissions let them do. */
interface Viewer {
  person: DecidingPerson | undefined;
  mayDecide: boolean;
  mayWaive: boolean;
}

/** Says where requirements stand, and what the caller may do about each. */
export class RequirementStates {
  readonly #options: {
    database: ModelsDatabase;
    access: ModelAccess;
    people: PersonDirectory;
    approvers: ApproverCatalog;
    config: ModelsConfig;
    now: () => Date;
  };

  constructor(options: {
    database: ModelsDatabase;
    access: ModelAccess;
    people: PersonDirectory;
    approvers: ApproverCatalog;
    config: ModelsConfig;
    now: () => Date;
  }) {
    this.#options = options;
  }

  /** One requirement, as it stands for a version now. */
  async one(options: {
    model: VisibleModel;
    requirement: EffectiveRequirement;
    version: string;
    credentials: BackstageCredentials;
    person: DecidingPerson;
  }): Promise<RequirementState> {
    const { model, requirement, version, credentials, person } = options;
    const { database, approvers, config, now } = this.#options;
    const record = await governanceRecord(database.knex, model.modelRef, {
      withoutComments: true,
    });
    const registeredBy = (
      await findVersion(database.knex, model.modelRef, version)
    )?.registeredBy;
    const verdict = judgeRequirement({
      ...{ requirement, version, record, now: now() },
      lifecycle: config.lifecycle,
      facts: modelFacts(model.entity),
      approvers: await approvers.describe([requirement], {
        ...{ ...record, owner: model.owner },
      }),
      duties: await otherDutiesOf(database.knex, {
        ...{ model, registeredBy, lifecycle: config.lifecycle },
      }),
      knownPeople: await approvers.knownPeople(record.decisions),
    });
    const [state] = await this.forViewer({
      ...{ model, version, credentials, person, record, registeredBy },
      judged: [{ requirement, verdict }],
    });
    return state;
  }

  /**
   * Adds to verdicts what the caller may do about each requirement, and what people wrote,
   * which the record need not hold.
   */
  async forViewer(
    options: Circumstances & {
      judged: readonly JudgedRequirement[];
      credentials: BackstageCredentials;
      /** Who asks; looked up when it is left out. */
      person?: DecidingPerson;
    },
  ): Promise<RequirementState[]> {
    const { judged, credentials, model } = options;
    if (judged.length === 0) {
      return [];
    }
    const { database, config } = this.#options;
    const digest = factsDigest(model.entity);
    const viewer = await this.#viewerOf(model, credentials, options.person);
    const registrars = await registrarsInUse(
      database.knex,
      model.modelRef,
      config.lifecycle,
    );
    const shown = judged.map(({ verdict }) =>
      decisionsToShow(verdict.decisions, options.version),
    );
    const written = new Map(
      (await withTexts(database.knex, shown.flat())).map(one => [one.id, one]),
    );
    return judged.map((one, index) => ({
      ...one.requirement,
      ...one.verdict,
      factsDigest: digest,
      ...rolesOf(one, options.record, config),
      ...leftOut(one.verdict.decisions.length - shown[index].length),
      decisions: shown[index].map(({ ignoredBecause, ...decision }) => ({
        ...(written.get(decision.id) ?? decision),
        ...(ignoredBecause && { ignoredBecause }),
      })),
      viewer: whatMayDo(viewer, one, {
        ...options,
        ...{ registrars, lifecycle: config.lifecycle },
      }),
    }));
  }

  async #viewerOf(
    { modelRef }: VisibleModel,
    credentials: BackstageCredentials,
    known: DecidingPerson | undefined,
  ): Promise<Viewer> {
    const { people, access } = this.#options;
    const [person, permitted] = await Promise.all([
      known ?? people.findPerson(credentials),
      access.mayEach({
        ...{ modelRef, credentials },
        permissions: [
          modelsReviewDecidePermission,
          modelsWaiverGrantPermission,
        ],
      }),
    ]);
    return {
      person,
      mayDecide: permitted.has(modelsReviewDecidePermission.name),
      mayWaive: permitted.has(modelsWaiverGrantPermission.name),
    };
  }
}

/**
 * Chooses the decisions that are shown: first what counts, then what is about the version in
 * question, then the newest others. With many versions, what a sign-off of an older one
 * rests on is far from the newest.
 */
function decisionsToShow(
  decisions: RequirementVerdict['decisions'],
  version: string | undefined,
): RequirementVerdict['decisions'] {
  const counting = decisions.filter(({ ignoredBecause }) => !ignoredBecause);
  const own = decisions.filter(
    decision => decision.ignoredBecause && decision.version === version,
  );
  const chosen = new Set(
    [...counting, ...own].slice(0, MOST_IN_STATE).map(({ id }) => id),
  );
  for (const { id } of decisions) {
    if (chosen.size >= DECISIONS_IN_STATE) {
      break;
    }
    chosen.add(id);
  }
  return decisions.filter(({ id }) => chosen.has(id));
}

function leftOut(count: number): Pick<RequirementState, 'decisionsLeftOut'> {
  return count > 0 ? { decisionsLeftOut: count } : {};
}

/** The roles that a requirement names, with those who hold them. */
function rolesOf(
  { requirement }: JudgedRequirement,
  { roleHolders }: Circumstances['record'],
  { ownership }: ModelsConfig,
): Pick<RequirementState, 'roles'> {
  const { approvers, waivableBy, separationOfDuties } = requirement;
  const named = new Set([...approvers, ...waivableBy].map(roleOfApprover));
  const roles = ownership.roles
    .filter(({ id }) => named.has(id))
    .map(({ id, title }) => ({
      id,
      title,
      people: entitledRefs({
        ...{ named: [`role:${id}`], roleHolders, separationOfDuties },
      }),
    }));
  return roles.length > 0 ? { roles } : {};
}

function whatMayDo(
  viewer: Viewer,
  { requirement }: JudgedRequirement,
  circumstances: Circumstances & {
    registrars: readonly string[];
    lifecycle: Lifecycle;
  },
): RequirementState['viewer'] {
  const { model, version, registeredBy, registrars, record } = circumstances;
  const { person } = viewer;
  const { roleHolders } = record;
  const asked = { requirement, owner: model.owner, registeredBy, roleHolders };
  const reviews = reviewsCovering({
    ...{ ...circumstances, requirement },
    reviews: record.reviews,
  });
  const reasons = person
    ? reasonsNotToDecide({ ...asked, person, registrars, reviews })
    : ['Only people can decide, not machines'];
  if (!viewer.mayDecide) {
    reasons.push(
      `You lack the permission '${modelsReviewDecidePermission.name}' on this model`,
    );
  }
  if (!version) {
    reasons.push('No version has been reported yet');
  }
  return {
    mayDecide: reasons.length === 0,
    reasons,
    mayWaive:
      viewer.mayWaive &&
      person !== undefined &&
      reasonsNotToWaive({ ...asked, person, reviews }).length === 0,
  };
}
