import { chainEntry } from '../ledger';
import {
  checkpoint,
  exportOf,
  ledger,
  write,
} from '../__testUtils__/ledgerExport';
import { verifyLedgerExport } from './verifyLedgerExport';

const CHURN = 'model:default/churn';
const churn = ledger('churn', 4);
const credit = ledger('credit', 2);
const early = checkpoint([churn.slice(0, 2), credit]);
const late = checkpoint([churn], early);
const whole = exportOf([...churn, ...credit], [early, late]);

const verify = (lines: readonly object[]) => verifyLedgerExport(write(lines));

describe('an export that is as it was written', () => {
  it('is called so, with what is in it', () => {
    expect(verify(whole)).toEqual({
      ok: true,
      entries: 6,
      models: 2,
      checkpoints: 2,
      signed: 0,
      verified: 0,
    });
  });

  it.each<[string, object[]]>([
    ['is of one model', exportOf(churn, [], CHURN)],
    ['holds nothing', exportOf([])],
    [
      'alternates between models',
      exportOf([churn[0], credit[0], churn[1], credit[1]]),
    ],
    [
      'has its checkpoints first',
      [whole[0], ...whole.slice(7, 9), ...whole.slice(1, 7), whole[9]],
    ],
  ])('may be one that %s', (_, lines) => {
    expect(verify(lines)).toMatchObject({ ok: true });
  });

  it('may end with a line break, or come from another system', () => {
    expect(verifyLedgerExport([...write(whole), '']).ok).toBe(true);
    expect(verifyLedgerExport(write(whole).map(l => `${l}\r`)).ok).toBe(true);
  });
});

describe('an export that was tampered with', () => {
  const rewritten = chainEntry({
    act: { ...churn[1], actor: 'user:default/dario-datasci' },
    previous: churn[0],
  });

  it.each<[string, object[], object]>([
    [
      'lacks an entry',
      exportOf([churn[0], churn[2], churn[3]]),
      {
        line: 3,
        modelRef: CHURN,
        sequence: 2,
        reason: 'entry 2 is missing; entry 3 stands in its place',
      },
    ],
    [
      'has an entry twice',
      exportOf([churn[0], churn[0], churn[1]]),
      {
        line: 3,
        modelRef: CHURN,
        sequence: 2,
        reason: 'entry 1 stands in the place of entry 2',
      },
    ],
    [
      'has an entry that was changed',
      exportOf([churn[0], { ...churn[1], actor: 'user:default/other' }]),
      {
        line: 3,
        modelRef: CHURN,
        sequence: 2,
        reason: 'its content was changed',
      },
    ],
    [
      'has an entry that was rewritten with a fitting hash',
      exportOf([churn[0], rewritten, churn[2]]),
      {
        line: 4,
        modelRef: CHURN,
        sequence: 3,
        reason: 'it does not follow from the entry before it',
      },
    ],
    [
      'has a last entry that was rewritten with a fitting hash',
      exportOf([churn[0], rewritten, ...credit], [early]),
      {
        line: 6,
        modelRef: CHURN,
        sequence: 2,
        reason: 'checkpoint 1 knows another entry 2: the ledger was rewritten',
      },
    ],
    [
      'lacks the newest entries, although its end fits',
      exportOf([...churn.slice(0, 3), ...credit], [early, late]),
      {
        line: 8,
        modelRef: CHURN,
        sequence: 4,
        reason:
          'entry 4, which checkpoint 2 knows, is missing: the ledger was cut short or removed',
      },
    ],
    [
      'lacks a whole ledger, although its end fits',
      exportOf(churn, [early, late]),
      {
        line: 6,
        modelRef: 'model:default/credit',
        sequence: 2,
        reason:
          'entry 2, which checkpoint 1 knows, is missing: the ledger was cut short or removed',
      },
    ],
    [
      'lacks a checkpoint',
      exportOf([...churn, ...credit], [late]),
      {
        line: 8,
        sequence: 1,
        reason: 'checkpoint 1: entry 1 is missing; entry 2 stands in its place',
      },
    ],
    [
      'has a checkpoint that was changed',
      exportOf([...churn, ...credit], [{ ...early, heads: [] }, late]),
      {
        line: 8,
        sequence: 1,
        reason: 'checkpoint 1: its content was changed',
      },
    ],
    [
      'is of one model, and holds another',
      exportOf([churn[0], credit[0]], [], CHURN),
      {
        line: 3,
        modelRef: 'model:default/credit',
        sequence: 1,
        reason: `the export is of ${CHURN}, and this entry of another model`,
      },
    ],
    [
      'is of one model, and holds checkpoints',
      exportOf(churn, [early], CHURN),
      {
        line: 6,
        sequence: 1,
        reason: 'an export of one model has no checkpoints',
      },
    ],
    [
      'has no header',
      whole.slice(1),
      { line: 1, reason: 'the export does not begin with its header' },
    ],
    [
      'has two headers',
      [whole[0], ...whole],
      { line: 2, reason: 'there is a second header' },
    ],
    [
      'has something after its end',
      [...whole, whole[1]],
      { line: 11, reason: 'something stands after the end' },
    ],
    [
      'was cut short',
      whole.slice(0, -1),
      { line: 9, reason: 'the export was cut short: its end is missing' },
    ],
    [
      'says that it has more than it has',
      [...whole.slice(0, -1), { type: 'end', entries: 7, checkpoints: 2 }],
      {
        line: 10,
        reason:
          'the end speaks of 7 entries and 2 checkpoints, and there are 6 and 2',
      },
    ],
    ['is empty', [], { line: 0, reason: expect.stringContaining('cut short') }],
  ])('is found out when it %s', (_, lines, problem) => {
    const verdict = verify(lines);

    expect(verdict.ok).toBe(false);
    expect(verdict.problem).toEqual(problem);
  });

  it('is found out by the first of several changes', () => {
    const changed = exportOf(churn.map(e => ({ ...e, actor: 'x' })));

    expect(verify(changed)).toMatchObject({
      entries: 0,
      problem: { line: 2, sequence: 1 },
    });
  });
});

describe('a line that is no line of an export', () => {
  const around = (line: string) => [
    JSON.stringify(whole[0]),
    line,
    ...write(whole.slice(1)),
  ];
  const first = JSON.stringify(whole[1]);

  it.each<[string, string, object]>([
    ['is no JSON', '{"type":', { reason: 'the line is no JSON' }],
    ['is a bare value', '7', { reason: expect.stringContaining('no part') }],
    [
      'is of a type that nobody knows',
      '{"type":"note"}',
      { reason: expect.stringContaining('no part') },
    ],
    [
      'holds an entry of a wrong shape, which is named all the same',
      first.replace(churn[0].hash, 'short'),
      {
        modelRef: CHURN,
        sequence: 1,
        reason: expect.stringContaining('entry.hash'),
      },
    ],
    [
      'has a field twice, of which readers see one or the other',
      first.replace('"actor":', '"actor":"user:default/mallory","actor":'),
      {
        modelRef: CHURN,
        sequence: 1,
        reason: 'a field stands twice in the line',
      },
    ],
    [
      'has a field more than the entry was written with',
      first.replace('"actor":', '"note":"urgent","actor":'),
      { modelRef: CHURN, sequence: 1, reason: 'its content was changed' },
    ],
    [
      'has a field more that no code sees by itself',
      first.replace('"votes":', '"__proto__":{"x":1},"votes":'),
      { modelRef: CHURN, sequence: 1, reason: 'its content was changed' },
    ],
    [
      'has half a character, which UTF-8 has no bytes for',
      first.replace('Grün', '\\ud800'),
      { modelRef: CHURN, sequence: 1, reason: 'its content was changed' },
    ],
    [
      'has a number that is none',
      first.replace('"actor":', '"n":1e999,"actor":'),
      { modelRef: CHURN, sequence: 1, reason: 'its content was changed' },
    ],
    [
      'is nested as deep as a well',
      first.replace('[0,', `[${'['.repeat(1e5)}${']'.repeat(1e5)},`),
      { reason: expect.stringContaining('cannot be read') },
    ],
  ])('is found when it %s', (_, line, problem) => {
    expect(verifyLedgerExport(around(line)).problem).toEqual({
      line: 2,
      ...problem,
    });
  });

  it('is no line with colons and escaped quotes in a text', () => {
    const [one] = ledger('a', 1);
    const entry = chainEntry({
      act: { ...one, body: { comment: 'a: "b\\": c', 'k"': '\\' } },
    });

    expect(verify(exportOf([entry]))).toMatchObject({ ok: true });
  });
});
