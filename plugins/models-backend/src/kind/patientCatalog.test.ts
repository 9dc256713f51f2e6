import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { NotAllowedError, ServiceUnavailableError } from '@backstage/errors';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { patientCatalog } from './patientCatalog';

const asked: Parameters<CatalogService['getEntitiesByRefs']> = [
  { entityRefs: ['model:default/churn'] },
  { credentials: mockCredentials.user() },
];

function start(mock: Parameters<typeof catalogServiceMock.mock>[0]) {
  const logger = mockServices.logger.mock();
  const catalog = patientCatalog(catalogServiceMock.mock(mock), {
    ...{ logger, limitMs: 20 },
  });
  return { catalog, logger };
}

async function readAll<T>(pages: AsyncIterable<T[]>): Promise<T[]> {
  const all: T[] = [];
  for await (const page of pages) {
    all.push(...page);
  }
  return all;
}

const never = () => new Promise<never>(() => {});

describe('a catalog that is waited for', () => {
  it('answers as it is', async () => {
    const { catalog } = start({
      getEntitiesByRefs: async () => ({ items: [undefined] }),
      async *streamEntities() {
        yield [{ apiVersion: 'a/1', kind: 'Model', metadata: { name: 'a' } }];
        yield [{ apiVersion: 'a/1', kind: 'Model', metadata: { name: 'b' } }];
      },
    });
    expect(await catalog.getEntitiesByRefs(...asked)).toEqual({
      items: [undefined],
    });
    const all = await readAll(catalog.streamEntities({}, asked[1]));
    expect(all.map(({ metadata }) => metadata.name)).toEqual(['a', 'b']);
  });

  it('is given up when it takes too long, also in the middle of a list', async () => {
    const { catalog, logger } = start({
      getEntitiesByRefs: never,
      async *streamEntities() {
        yield [{ apiVersion: 'a/1', kind: 'Model', metadata: { name: 'a' } }];
        yield await never();
      },
    });
    await expect(catalog.getEntitiesByRefs(...asked)).rejects.toThrow(
      ServiceUnavailableError,
    );
    await expect(readAll(catalog.streamEntities({}, asked[1]))).rejects.toThrow(
      /The catalog does not answer/,
    );
    expect(logger.warn).toHaveBeenCalledTimes(2);
  });

  it('refuses what it refuses, as it says it', async () => {
    const { catalog, logger } = start({
      getEntitiesByRefs: async () => {
        throw new NotAllowedError('Not you');
      },
    });
    await expect(catalog.getEntitiesByRefs(...asked)).rejects.toThrow(
      NotAllowedError,
    );
    expect(logger.warn).not.toHaveBeenCalled();
  });
});
