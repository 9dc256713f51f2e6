import { formatValue } from './describe';

describe('formatValue', () => {
  it.each([
    [0.123456, undefined, '0.1235'],
    [1234567, 'rows', '1,235,000 rows'],
    [0, '%', '0 %'],
    [-2.5, 'EUR', '-2.5 EUR'],
  ])('writes %p %p as %p', (value, unit, text) => {
    expect(formatValue(value, unit)).toBe(text);
  });

  it('writes nothing for nothing', () => {
    expect(formatValue(undefined, '%')).toBeUndefined();
  });
});
