import { durationSchema, linkSchema } from './fields';

describe('a duration', () => {
  it.each(['P30D', 'PT6H', 'P2W', 'P1Y', 'P10Y', 'PT1S'])('may be %s', text => {
    expect(durationSchema.parse(text)).toBe(text);
  });

  it.each<[string, string, RegExp]>([
    ['words', '30 days', /P30D or PT6H/],
    ['nothing', 'PT0S', /longer than nothing/],
    ['eleven years', 'P11Y', /at most ten years/],
    ['400,000 years', 'P400000Y', /at most ten years/],
    ['a number nobody can count', `P${'9'.repeat(30)}D`, /at most ten years/],
    ['longer than a column', `P${'0'.repeat(50)}1D`, /at most 40 characters/],
  ])('is not %s', (_, text, message) => {
    const { error } = durationSchema.safeParse(text);

    expect(error?.issues[0].message).toMatch(message);
  });
});

describe('a link', () => {
  it.each(['https://example.com/a?b#c', 'http://localhost:8080'])(
    'may be %s',
    link => {
      expect(linkSchema.parse(link)).toBe(link);
    },
  );

  it.each([
    'javascript:alert(1)',
    'data:text/html,hello',
    'ftp://example.com',
    '//example.com',
    'https://user:secret@example.com',
    'https://user@example.com',
    `https://example.com/${'a'.repeat(2_000)}`,
  ])('is not %s', link => {
    expect(linkSchema.safeParse(link).success).toBe(false);
  });
});
