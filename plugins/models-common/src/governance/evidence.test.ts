import { requirement } from './__testUtils__/governance';
import { missingEvidence, unknownEvidence } from './evidence';
import { evidenceSchema } from './evidenceSchemas';

const asked = requirement({
  evidence: [
    { id: 'report', title: 'Validation report' },
    { id: 'data', title: 'Data sheet' },
  ],
});
const attach = (item?: string) => ({
  ...(item && { item }),
  title: 'Paper',
  text: 'See there',
});

describe('evidence', () => {
  it('is missing by the title of each item, however much else is attached', () => {
    expect(missingEvidence(asked, [])).toEqual([
      'Validation report',
      'Data sheet',
    ]);
    expect(missingEvidence(asked, [attach(), attach('data')])).toEqual([
      'Validation report',
    ]);
    expect(
      missingEvidence(asked, [
        attach('data'),
        attach('report'),
        attach('data'),
      ]),
    ).toEqual([]);
  });

  it('is unknown when it answers what nobody asked for', () => {
    expect(
      unknownEvidence(asked, [
        attach('plan'),
        attach('data'),
        attach('plan'),
        attach(),
      ]),
    ).toEqual(['plan']);
  });

  it.each<[string, object, RegExp]>([
    ['is empty', { title: 'Paper' }, /link or a text/],
    ['has no title', { text: 'x' }, /expected string/],
    [
      'runs a script',
      { title: 'Paper', link: 'javascript:alert(1)' },
      /http or https/,
    ],
    ['is too long', { title: 'Paper', text: 'x'.repeat(10_001) }, /10,000/],
    [
      'holds half a character',
      { title: 'Paper', text: 'a\ud800' },
      /surrogate/,
    ],
    ['holds NUL', { title: 'Paper', text: 'a\u0000b' }, /NUL/],
    ['says more', { title: 'Paper', text: 'x', html: '<b>' }, /html/],
  ])('is refused when it %s', (_, evidence, message) => {
    const { error } = evidenceSchema.safeParse(evidence);

    expect(error?.issues[0].message).toMatch(message);
  });

  it('may be a text of 10,000 characters that looks like HTML', () => {
    const text = '<script>'.padEnd(10_000, 'x');

    expect(evidenceSchema.parse({ title: 'Paper', text }).text).toBe(text);
  });
});
