import { ModelChanges } from '../changes/ModelChanges';
import { VisibleModel } from '../kind/ModelAccess';
import { OwnerDirectory } from './OwnerDirectory';
import { OwnershipChange } from './foreseeOwnerChanges';

const TOPIC = 'models.ownership';
const MAX_DESCRIPTION = 500;
const NAMED = 5;

/** A change of the owner that is done. */
export interface DoneChange extends OwnershipChange {
  model: VisibleModel;
}

/** Tells people that models came to them, left them, or came back. */
export class OwnershipNotices {
  readonly #changes: ModelChanges;
  readonly #owners: OwnerDirectory;

  constructor(options: { changes: ModelChanges; owners: OwnerDirectory }) {
    this.#changes = options.changes;
    this.#owners = options.owners;
  }

  /** Tells new and old owners, each once however many models changed hands. */
  async changedHands(options: {
    done: readonly DoneChange[];
    actor: string;
    reason?: string;
    /** Whether they went back to their declared owners. */
    isBack: boolean;
  }): Promise<void> {
    const { done, actor, reason, isBack } = options;
    if (done.length === 0) {
      return;
    }
    const named = await this.#owners.namesOf([
      ...[actor, ...done.flatMap(({ after }) => after ?? [])],
    ]);
    for (const [owner, gained] of groupBy(done, change => change.after)) {
      await this.#tell({
        owner,
        except: actor,
        models: gained.map(({ model }) => model),
        title: `${subject(gained)} yours now`,
        description: said(
          `${named(actor)} ${handed(gained, named(owner), isBack)}`,
          reason,
        ),
      });
    }
    for (const [owner, lost] of groupBy(done, change => change.before)) {
      const takers = new Set(
        lost.map(({ after }) => (after ? named(after) : 'nobody')),
      );
      await this.#tell({
        owner,
        except: actor,
        models: lost.map(({ model }) => model),
        title: `${subject(lost)} not yours any more`,
        description: said(
          `${named(actor)} ${handed(lost, [...takers].join(', '), isBack)}`,
          reason,
        ),
      });
    }
  }

  /** Tells a person that they hold a role of a model now, and what waits for them. */
  async named(options: {
    model: VisibleModel;
    person: string;
    role: string;
    actor: string;
    reason?: string;
    waiting: readonly string[];
  }): Promise<void> {
    const { model, person, role, actor, reason, waiting } = options;
    const nameOfActor = (await this.#owners.namesOf([actor]))(actor);
    const named = said(`${nameOfActor} named you`, reason);
    await this.#tell({
      owner: person,
      except: actor,
      models: [model],
      title: `You are ${role} of ${nameOf(model)} now`,
      description:
        waiting.length > 0
          ? `${named}. It waits for your sign-off: ${waiting.join(', ')}`
          : named,
    });
  }

  /** Tells whoever assigned a model, and whoever has it again, that it was declined. */
  async declined(options: {
    done: DoneChange;
    actor: string;
    assignedBy: string;
    reason: string;
  }): Promise<void> {
    const { done, actor, assignedBy, reason } = options;
    const { model, before = 'nobody', after = 'nobody' } = done;
    const named = await this.#owners.namesOf([actor, before, after]);
    const isGone = done.after && (await this.#owners.isGone(done.after));
    const back = isGone
      ? `${named(
          after,
        )}, whom the catalog does not know any more: nobody answers for it`
      : named(after);
    const description = said(
      `${named(actor)} declined it for ${named(
        before,
      )}; it is back with ${back}`,
      reason,
    );
    const receivers = new Set(
      [assignedBy, after].filter(ref => /^(user|group):/.test(ref)),
    );
    for (const owner of receivers) {
      await this.#tell({
        owner,
        except: actor,
        models: [model],
        title: `${nameOf(model)} was declined`,
        description,
        severity: 'high',
      });
    }
  }

  async #tell(notice: {
    owner: string;
    except: string;
    models: readonly VisibleModel[];
    title: string;
    description: string;
    severity?: 'normal' | 'high';
  }): Promise<void> {
    const { owner, except, models, title, severity = 'normal' } = notice;
    const names = models.slice(0, NAMED).map(nameOf).join(', ');
    const more =
      models.length > NAMED ? ` and ${models.length - NAMED} more` : '';
    const description =
      models.length > 1
        ? `${notice.description}. They are ${names}${more}`
        : notice.description;
    await this.#changes.notify({
      modelRef: models[0].modelRef,
      recipients: [owner],
      // Who acted in their own name needs no telling.
      except,
      payload: {
        title,
        description: description.slice(0, MAX_DESCRIPTION),
        link: models.length > 1 ? '/models' : linkTo(models[0]),
        severity,
        topic: TOPIC,
      },
    });
  }
}

function nameOf({ entity }: VisibleModel): string {
  return entity.metadata.title ?? entity.metadata.name;
}

function linkTo({ entity }: VisibleModel): string {
  const { namespace = 'default', name } = entity.metadata;
  return `/catalog/${namespace}/model/${name}`;
}

function subject(done: readonly DoneChange[]): string {
  return done.length === 1
    ? `${nameOf(done[0].model)} is`
    : `${done.length} models are`;
}

function them(done: readonly DoneChange[]): string {
  return done.length === 1 ? 'it' : 'them';
}

function handed(
  done: readonly DoneChange[],
  whom: string,
  isBack: boolean,
): string {
  return isBack
    ? `gave ${them(done)} back to the declared owner, ${whom}`
    : `assigned ${them(done)} to ${whom}`;
}

function said(what: string, reason: string | undefined): string {
  return reason ? `${what}: “${reason}”` : what;
}

function groupBy(
  done: readonly DoneChange[],
  ownerOf: (change: DoneChange) => string | undefined,
): Map<string, DoneChange[]> {
  const groups = new Map<string, DoneChange[]>();
  for (const change of done) {
    const owner = ownerOf(change);
    if (owner) {
      groups.set(owner, [...(groups.get(owner) ?? []), change]);
    }
  }
  return groups;
}
