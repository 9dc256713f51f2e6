import {
  LedgerCheckpoint,
  findBrokenCheckpoint,
} from '@modelry/backstage-plugin-models-common';
import { Knex } from 'knex';
import {
  findCheckpoint,
  newestCheckpoint,
  readCheckpoints,
} from '../checkpoints';
import { CheckpointSigner } from './CheckpointSigner';
import { Finding } from './LedgerFindings';

/** The newest entry of a ledger that a checkpoint names. */
export interface Anchor {
  sequence: number;
  hash: string;
  /** Position of that checkpoint. */
  checkpoint: number;
}

/**
 * What the checkpoints say of the ledgers. It remembers what it read: the first time it
 * reads all checkpoints, and then only those that are new, and nobody who writes to the
 * database changes what it has read.
 */
export class VerifiedCheckpoints {
  readonly #signer: CheckpointSigner | undefined;
  readonly #newest = new Map<string, Anchor>();
  readonly #signed = new Map<string, Anchor>();
  #renamed: ReadonlyMap<string, string> = new Map();
  #last: { sequence: number; hash: string } | undefined;

  constructor(options: { signer: CheckpointSigner | undefined }) {
    this.#signer = options.signer;
  }

  /** The newest checkpoint that was read. */
  get last(): { sequence: number; hash: string } | undefined {
    return this.#last;
  }

  /** Models of which a checkpoint names an entry, by what they are called now. */
  get modelRefs(): Set<string> {
    return new Set(
      [...this.#newest.keys()].map(ref => this.#renamed.get(ref) ?? ref),
    );
  }

  /** Says which models were renamed, from the former name to the one of now. */
  followNames(renamed: ReadonlyMap<string, string>): void {
    this.#renamed = renamed;
  }

  /** The newest entry of a model that any checkpoint names. */
  newestOf(modelRef: string): Anchor | undefined {
    return this.#lastOf(this.#newest, modelRef);
  }

  /**
   * The entries of a model that must stand: the newest that any checkpoint names and the
   * newest that our key signed. Somebody without the key can write other checkpoints.
   */
  anchorsOf(modelRef: string): Anchor[] {
    const newest = this.#lastOf(this.#newest, modelRef);
    const signed = this.#lastOf(this.#signed, modelRef);
    return [
      ...(signed && signed.hash !== newest?.hash ? [signed] : []),
      ...(newest ? [newest] : []),
    ];
  }

  /** Reads on to the newest checkpoint, or to the first that is not as it was written. */
  async readOn(knex: Knex): Promise<Finding | undefined> {
    const last = this.#last;
    const standing = last && (await findCheckpoint(knex, last.sequence));
    if (last && standing?.hash !== last.hash) {
      return {
        sequence: last.sequence,
        reason: standing
          ? `checkpoint ${last.sequence} was replaced by another`
          : `checkpoint ${last.sequence} was removed`,
      };
    }
    const upTo = await newestCheckpoint(knex);
    const unread = readCheckpoints(knex, upTo, last?.sequence);
    for await (const checkpoint of unread) {
      const broken = this.#findBroken(checkpoint);
      if (broken) {
        return broken;
      }
      this.remember(checkpoint);
    }
    return undefined;
  }

  /** Takes in a checkpoint that follows the newest one. */
  remember(checkpoint: LedgerCheckpoint): void {
    const { sequence, hash } = checkpoint;
    const isOurs = this.#signer?.verify(checkpoint) === 'valid';
    for (const { modelRef, ...head } of checkpoint.heads) {
      const anchor = { ...head, checkpoint: sequence };
      this.#newest.set(modelRef, anchor);
      if (isOurs) {
        this.#signed.set(modelRef, anchor);
      }
    }
    this.#last = { sequence, hash };
  }

  // Of all names that the model had; its ledger went on from one to the next.
  #lastOf(
    anchors: ReadonlyMap<string, Anchor>,
    modelRef: string,
  ): Anchor | undefined {
    return [...this.#formerNames(modelRef), modelRef]
      .flatMap(name => anchors.get(name) ?? [])
      .sort((a, b) => b.sequence - a.sequence)[0];
  }

  #formerNames(modelRef: string): string[] {
    return [...this.#renamed].flatMap(([former, name]) =>
      name === modelRef ? [former] : [],
    );
  }

  #findBroken(checkpoint: LedgerCheckpoint): Finding | undefined {
    const broken = findBrokenCheckpoint(checkpoint, this.#last);
    if (broken) {
      const { sequence, reason } = broken;
      return { sequence, reason: `checkpoint ${sequence}: ${reason}` };
    }
    const { sequence } = checkpoint;
    return this.#signer?.verify(checkpoint) === 'invalid'
      ? { sequence, reason: `checkpoint ${sequence}: its signature is wrong` }
      : undefined;
  }
}
