import { isFiltering } from '@modelry/backstage-plugin-models-common';
import {
  NO_FILTER,
  isSameFilter,
  readAddress,
  withValues,
  writeAddress,
} from './fleetAddress';

const USUAL = { filter: NO_FILTER, sort: 'title', order: 'asc', limit: 25 };

function read(query: string) {
  return readAddress(new URLSearchParams(query));
}

describe('the address of the fleet', () => {
  it('lists all models by title when it says nothing', () => {
    expect(read('')).toEqual(USUAL);
    expect(writeAddress(read('')).toString()).toBe('');
  });

  it.each([
    'text=credit+risk&mine=true&unsanctioned=true',
    'owner=group%3Adefault%2Frisk&owner=none&stage=production',
    'riskTier=high&type=ranking&system=system%3Adefault%2Flending',
    'environment=production&monitoring=critical&monitoring=warning',
    'signOff=missing&source=yaml&tag=tabular&sort=monitoring&order=desc',
    'sort=title&order=desc&limit=100&cursor=abc',
  ])('reads what it wrote: %s', query => {
    expect(writeAddress(read(query)).toString()).toBe(query);
  });

  it.each([
    'monitoring=wonderful&riskTier=tiny&signOff=maybe',
    'mine=perhaps&unsanctioned=1&text=+&owner=',
    'sort=luck&order=sideways&limit=7&cursor=',
    'environment=No+Such+Place&colour=red&filters[user]=owned',
  ])('leaves out what no filter knows: %s', query => {
    expect(read(query)).toEqual(USUAL);
  });

  it('keeps what is known of several values', () => {
    expect(read('monitoring=critical&monitoring=wonderful').filter).toEqual({
      ...NO_FILTER,
      monitoring: ['critical'],
    });
  });

  it('never asks for more than the server takes', () => {
    const { filter } = read(
      `text=${'x'.repeat(900)}&${Array.from(
        { length: 80 },
        (_, i) => `tag=t${i}`,
      ).join('&')}`,
    );
    expect(filter.text).toHaveLength(200);
    expect(filter.tag).toHaveLength(50);
  });
});

describe('filters', () => {
  it('are the same whatever the order of their values', () => {
    const one = read('tag=a&tag=b&mine=true').filter;
    expect(isSameFilter(one, read('mine=true&tag=b&tag=a').filter)).toBe(true);
    expect(isSameFilter(one, read('tag=a&tag=b').filter)).toBe(false);
    expect(isSameFilter(one, read('mine=true&tag=a').filter)).toBe(false);
  });

  it('keep models out as soon as they say anything', () => {
    expect(isFiltering(NO_FILTER)).toBe(false);
    expect(isFiltering(read('text=a').filter)).toBe(true);
    expect(isFiltering(read('unsanctioned=true').filter)).toBe(true);
    expect(isFiltering(withValues(NO_FILTER, 'stage', ['retired']))).toBe(true);
  });
});
