import {
  LedgerCheckpoint,
  explainOtherModel,
  findBrokenEntry,
} from '@modelry/backstage-plugin-models-common';
import { Knex } from 'knex';
import { renamedModels } from '../../kind/rename/renamedModels';
import { StoredEntry, entriesAt, ledgerPages } from '../ledgerEntries';
import { Finding } from './LedgerFindings';
import { Anchor, VerifiedCheckpoints } from './VerifiedCheckpoints';

const MODELS_AT_ONCE = 200;

/** More say nothing new: whoever is told looks at all of it. */
const MOST_FINDINGS = 20;

/** What was read of the ledgers. */
interface Verified {
  /** The newest entries. */
  heads: Head[];
  /** The first things that are wrong. */
  findings: Finding[];
  /** The models that were verified; when much is wrong, not all of them. */
  modelRefs: Set<string>;
}

type Head = LedgerCheckpoint['heads'][0];

/**
 * Holds all ledgers against what checkpoints know of them: the entry that the newest
 * checkpoint names must stand, and the chain from there to its end must hold.
 */
export async function verifyLedgers(
  knex: Knex,
  known: VerifiedCheckpoints,
): Promise<Verified> {
  let renamed = await renamedModels(knex);
  for (;;) {
    known.followNames(renamed);
    const verified = await verifyAll(knex, known);
    // A ledger that went on under another name meanwhile was looked for in vain.
    const now = await renamedModels(knex);
    if (JSON.stringify([...now]) === JSON.stringify([...renamed])) {
      return verified;
    }
    renamed = now;
  }
}

async function verifyAll(
  knex: Knex,
  known: VerifiedCheckpoints,
): Promise<Verified> {
  const verified: Verified = { heads: [], findings: [], modelRefs: new Set() };
  for await (const page of readHeads(knex)) {
    await verifyPage(knex, page, { known, verified });
    if (isEnough(verified)) {
      return verified;
    }
  }
  for (const modelRef of known.modelRefs) {
    const anchor = known.newestOf(modelRef);
    if (anchor && !verified.modelRefs.has(modelRef) && !isEnough(verified)) {
      verified.modelRefs.add(modelRef);
      verified.findings.push(cutShort(modelRef, anchor));
    }
  }
  return verified;
}

function isEnough({ findings }: Verified): boolean {
  return findings.length >= MOST_FINDINGS;
}

async function* readHeads(knex: Knex): AsyncGenerator<Head[]> {
  let last: string | undefined = '';
  while (last !== undefined) {
    const rows: Array<{
      model_ref: string;
      ledger_sequence: number;
      ledger_hash: string | null;
    }> = await knex('models')
      .where('ledger_sequence', '>', 0)
      .where('model_ref', '>', last)
      .orderBy('model_ref')
      .limit(MODELS_AT_ONCE)
      .select('model_ref', 'ledger_sequence', 'ledger_hash');
    yield rows.map(row => ({
      modelRef: row.model_ref,
      sequence: row.ledger_sequence,
      hash: row.ledger_hash ?? '',
    }));
    last = rows[MODELS_AT_ONCE - 1]?.model_ref;
  }
}

async function verifyPage(
  knex: Knex,
  page: readonly Head[],
  options: { known: VerifiedCheckpoints; verified: Verified },
): Promise<void> {
  const { known, verified } = options;
  const signed = page.flatMap(({ modelRef }) =>
    known
      .anchorsOf(modelRef)
      .slice(0, 1)
      .map(({ sequence }) => ({ modelRef, sequence })),
  );
  const verify = async (head: Head, first: StoredEntry | undefined) => {
    if (isEnough(verified)) {
      return;
    }
    const anchors = known.anchorsOf(head.modelRef);
    const found = await verifyOne(knex, { head, anchors, first });
    verified.heads.push(head);
    verified.modelRefs.add(head.modelRef);
    verified.findings.push(...(found ? [found] : []));
  };
  for await (const entries of entriesAt(knex, signed)) {
    for (const head of page.filter(one => entries.has(one.modelRef))) {
      await verify(head, entries.get(head.modelRef));
    }
  }
  for (const head of page.filter(
    one => !verified.modelRefs.has(one.modelRef),
  )) {
    await verify(head, undefined);
  }
}

async function verifyOne(
  knex: Knex,
  options: {
    head: Head;
    anchors: readonly Anchor[];
    first: StoredEntry | undefined;
  },
): Promise<Finding | undefined> {
  const { head, anchors, first } = options;
  const { modelRef } = head;
  const [anchor] = anchors;
  if (!anchor) {
    return verifyChain(knex, { head, anchors });
  }
  if (!first) {
    return cutShort(modelRef, anchor);
  }
  const before = { sequence: anchor.sequence - 1, hash: first.previousHash };
  const broken =
    findBrokenEntry([first], before) ?? mismatch(first, [...anchors, head]);
  return broken
    ? { modelRef, ...broken }
    : verifyChain(knex, { head, anchors, after: first });
}

async function verifyChain(
  knex: Knex,
  options: {
    head: Head;
    anchors: readonly Anchor[];
    after?: { modelRef: string; sequence: number; hash: string };
  },
): Promise<Finding | undefined> {
  const { head, anchors } = options;
  const { modelRef } = head;
  let after = options.after;
  const pages = ledgerPages(knex, {
    ...{ modelRef, after: after?.sequence ?? 0, to: head.sequence },
  });
  for await (const entries of pages) {
    const broken =
      findBrokenEntry(entries, after) ??
      firstMismatch(entries, [...anchors, head]);
    if (broken) {
      return { modelRef, ...broken };
    }
    after = entries[entries.length - 1];
  }
  const read = after?.sequence ?? 0;
  if (read < head.sequence) {
    const sequence = read + 1;
    return { modelRef, sequence, reason: `entry ${sequence} is missing` };
  }
  const reason =
    after?.modelRef && explainOtherModel({ modelRef }, after.modelRef);
  if (reason) {
    return { modelRef, sequence: head.sequence, reason };
  }
  const unreached = anchors.find(({ sequence }) => sequence > head.sequence);
  return unreached && cutShort(modelRef, unreached);
}

function firstMismatch(
  entries: readonly StoredEntry[],
  expected: ReadonlyArray<{ sequence: number; hash: string }>,
) {
  return entries.map(entry => mismatch(entry, expected)).find(Boolean);
}

function mismatch(
  { sequence, hash }: StoredEntry,
  expected: ReadonlyArray<Partial<Anchor> & { sequence: number; hash: string }>,
): { sequence: number; reason: string } | undefined {
  const other = expected.find(
    one => one.sequence === sequence && one.hash !== hash,
  );
  return (
    other && {
      sequence,
      reason: other.checkpoint
        ? `checkpoint ${other.checkpoint} knows another entry ${sequence}: the ledger was rewritten`
        : `the record of the model knows another entry ${sequence}: the ledger was rewritten`,
    }
  );
}

function cutShort(modelRef: string, { sequence, checkpoint }: Anchor): Finding {
  return {
    modelRef,
    sequence,
    reason: `entry ${sequence}, which checkpoint ${checkpoint} knows, is missing: the ledger was cut short or removed`,
  };
}
