import { ConflictError } from '@backstage/errors';
import { OwnershipAct } from '@modelry/backstage-plugin-models-common';
import { Knex } from 'knex';
import { VisibleModel } from '../kind/ModelAccess';
import { RecordedOwner, recordedOwners } from './overlays';
import { newestOwnershipActs } from './ownershipActs';

/** Somebody who changes the owner of a model. */
export interface OwnershipRequest {
  model: VisibleModel;
  actor: string;
  now: Date;
  reason?: string;
  /** Who owns it as far as the caller knows; null for nobody. */
  expectedOwner?: string | null;
}

/** What came of a change of the owner. */
export interface OwnershipChange {
  changed: boolean;
  before?: string;
  after?: string;
}

/** A wanted change of the owner: the declared one comes back when it names none. */
export type OwnerChangeRequest = OwnershipRequest & { owner?: string };

/** What a change would do; the assignment that counts until then is `recorded`. */
export type Foreseen =
  | { conflict: ConflictError; change?: undefined; recorded?: undefined }
  | { conflict?: undefined; change: OwnershipChange; recorded?: RecordedOwner };

/** What changes of the owners of different models would do, by model. */
export async function foreseeOwnerChanges(
  knex: Knex,
  requests: readonly OwnerChangeRequest[],
): Promise<Map<string, Foreseen>> {
  const recorded = await recordedOwners(
    knex,
    requests.map(({ model }) => model.modelRef),
  );
  const owners = new Map(
    requests.map(({ model: { modelRef, declaredOwner } }) => [
      modelRef,
      recorded.get(modelRef)?.owner ?? declaredOwner,
    ]),
  );
  const conflicts = await findConflicts(knex, requests, owners);
  return new Map(
    requests.map(request => {
      const { modelRef } = request.model;
      const conflict = conflicts.get(modelRef);
      const known = recorded.get(modelRef);
      return [
        modelRef,
        conflict
          ? { conflict }
          : {
              change: foresee(request, owners.get(modelRef), known),
              recorded: known,
            },
      ];
    }),
  );
}

function foresee(
  { owner, model }: OwnerChangeRequest,
  before: string | undefined,
  recorded: RecordedOwner | undefined,
): OwnershipChange {
  const changed = owner ? owner !== before : recorded !== undefined;
  const after = owner ?? model.declaredOwner;
  return changed
    ? { changed, ...(before && { before }), ...(after && { after }) }
    : unchanged(before);
}

function unchanged(owner: string | undefined): OwnershipChange {
  return { changed: false, ...(owner && { before: owner, after: owner }) };
}

// Whoever saw another owner than there is now is told who changed it meanwhile.
async function findConflicts(
  knex: Knex,
  requests: readonly OwnershipRequest[],
  owners: ReadonlyMap<string, string | undefined>,
): Promise<Map<string, ConflictError>> {
  const mistaken = requests.filter(
    ({ model, expectedOwner }) =>
      expectedOwner !== undefined &&
      (expectedOwner ?? undefined) !== owners.get(model.modelRef),
  );
  const refs = mistaken.map(({ model }) => model.modelRef);
  const newest =
    refs.length > 0 ? await newestOwnershipActs(knex, refs) : new Map();
  return new Map(
    mistaken.map(({ model: { modelRef }, expectedOwner }) => {
      const act = newest.get(modelRef);
      const how = act ? `${explain(act)}. ` : '';
      return [
        modelRef,
        new ConflictError(
          `body.expectedOwner: ${whose(modelRef, {
            now: owners.get(modelRef),
            expected: expectedOwner ?? undefined,
          })}. ${how}Look at it again and decide then`,
        ),
      ];
    }),
  );
}

function whose(
  modelRef: string,
  { now, expected }: { now: string | undefined; expected: string | undefined },
): string {
  const is = now ? `belongs to ${now} now` : 'has no owner now';
  const was = expected
    ? `does not belong to ${expected} any more`
    : 'is not without an owner any more';
  return `'${modelRef}' ${was} and ${is}`;
}

function explain({ action, by, at, owner, reason }: OwnershipAct): string {
  const said = reason ? `: “${reason}”` : '';
  switch (action) {
    case 'owner-assigned':
      return `${by} assigned it to ${owner} on ${at}${said}`;
    case 'owner-declined':
      return `${by} declined it on ${at}${said}`;
    default:
      return `${by} gave it back to its declared owner on ${at}${said}`;
  }
}
