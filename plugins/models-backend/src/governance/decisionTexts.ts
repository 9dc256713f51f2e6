import { Decision } from '@modelry/backstage-plugin-models-common';
import { Knex } from 'knex';
import { inBatches } from '../database/inBatches';
import { DecisionRow, TEXT_SIZE, readEvidence } from './decisions';

/** How many characters people wrote one answer holds; what is left out has an address. */
const TEXT_BUDGET = 400_000;

/** How much of a comment stays when there is no room for the whole. */
const SHORT_TEXT = 200;

const IDS_AT_ONCE = 500;

type Texts = Pick<
  DecisionRow,
  'id' | 'comment' | 'evidence_json' | 'withdrawn_reason'
>;

/**
 * Adds what people wrote to decisions that were read without it: all of it while there is
 * room, and of what there is no room for the beginning of the comment. Newer ones come
 * first.
 */
export async function withTexts<T extends Decision>(
  knex: Knex,
  decisions: readonly T[],
): Promise<T[]> {
  const ids = [...decisions]
    .sort((a, b) => b.sequence - a.sequence)
    .map(({ id }) => id);
  const sizes = await sizesOf(knex, ids);
  let room = TEXT_BUDGET;
  const whole = ids.filter(id => {
    const size = sizes.get(id) ?? 0;
    const fits = size <= room;
    room -= fits ? size : 0;
    return fits;
  });
  const cut = ids.filter(id => !whole.includes(id));
  const texts = new Map(
    [...(await textsOf(knex, whole)), ...(await beginningsOf(knex, cut))].map(
      text => [text.id, text],
    ),
  );
  const isCut = new Set(cut);
  return decisions.map(decision => {
    const text = texts.get(decision.id);
    return text
      ? addText(decision, text, isCut.has(decision.id))
      : { ...decision };
  });
}

function addText<T extends Decision>(
  decision: T,
  text: Texts,
  isCut: boolean,
): T {
  const { withdrawn } = decision;
  return {
    ...decision,
    comment: text.comment,
    evidence: readEvidence(text),
    ...(withdrawn && {
      withdrawn: { ...withdrawn, reason: text.withdrawn_reason ?? '' },
    }),
    ...(isCut && { shortened: true as const }),
  };
}

async function sizesOf(
  knex: Knex,
  ids: readonly string[],
): Promise<Map<string, number>> {
  const sizes = new Map<string, number>();
  for (const batch of inBatches(ids, IDS_AT_ONCE)) {
    const rows: Array<{ id: string; size: number | string }> = await knex(
      'decisions',
    )
      .whereIn('id', batch)
      .select('id', { size: knex.raw(TEXT_SIZE) });
    rows.forEach(row => sizes.set(row.id, Number(row.size)));
  }
  return sizes;
}

async function textsOf(knex: Knex, ids: readonly string[]): Promise<Texts[]> {
  const texts: Texts[] = [];
  for (const batch of inBatches(ids, IDS_AT_ONCE)) {
    texts.push(
      ...(await knex<DecisionRow>('decisions')
        .whereIn('id', batch)
        .select('id', 'comment', 'evidence_json', 'withdrawn_reason')),
    );
  }
  return texts;
}

async function beginningsOf(
  knex: Knex,
  ids: readonly string[],
): Promise<Texts[]> {
  const texts: Texts[] = [];
  const begin = (column: string) =>
    knex.raw('substr(??, 1, ?)', [column, SHORT_TEXT]);
  for (const batch of inBatches(ids, IDS_AT_ONCE)) {
    const rows: Array<Omit<Texts, 'evidence_json'>> = await knex('decisions')
      .whereIn('id', batch)
      .select('id', {
        comment: begin('comment'),
        withdrawn_reason: begin('withdrawn_reason'),
      });
    texts.push(...rows.map(row => ({ ...row, evidence_json: '[]' })));
  }
  return texts;
}
