import { Entity } from '@backstage/catalog-model';
import { JsonObject } from '@backstage/types';
import { SourceError } from '@modelry/backstage-plugin-models-node';
import { IncomingMessage } from 'node:http';
import { StandIn, Trouble, answers } from './StandIn';
import { describeRegistryChange } from './describeRegistryChange';
import { StartedRegistry } from './startRegistry';

/** A registry, and a stand-in that can be given any trouble. */
export interface RegistryUnderTest {
  standIn: StandIn;
  /** Makes the given models all that the stand-in has, each with one version. */
  fill(models: ReadonlyArray<{ name: string; createdAt?: number }>): void;
  start(options: {
    config?: JsonObject;
    entities?: Entity[];
    timeoutMs?: number;
  }): Promise<StartedRegistry>;
  /** A model that the catalog has of it. */
  brought(name: string): Entity;
  /** Whether a request is for what follows after the first answers. */
  isLater(request: IncomingMessage): boolean;
  /** Whether its versions have times and origins. */
  knowsTimes: boolean;
}

const never: Trouble = () => true;

const breaksOff: Trouble = ({ socket }) => {
  socket.destroy();
  return true;
};

const stopsHalfway: Trouble = (_request, response) => {
  response.writeHead(200, { 'Content-Length': '1000' }).write('{"items":[');
  response.socket?.end();
  return true;
};

const dribbles: Trouble = (_request, response) => {
  response.writeHead(200).write('{');
  return true;
};

const TROUBLES: Array<[string, Trouble, RegExp, RegExp]> = [
  ['that is down', breaksOff, /could not be reached/, /is up/],
  ['that never answers', never, /could not be reached/, /answers in time/],
  ['that dribbles', dribbles, /could not be reached/, /answers in time/],
  ['that stops halfway', stopsHalfway, /could not be reached/, /is up/],
  ['without the right token', answers(401), /with 401/, /Renew the token/],
  ['that is closed to us', answers(403), /with 403/, /must be allowed to/],
  ['at another address', answers(404), /with 404/, /'url' is the address/],
  ['that is asked too much', answers(429), /with 429/, /less often/],
  ['that is broken', answers(500), /with 500/, /Look into its log/],
  ['that is being replaced', answers(503), /with 503/, /Look into its log/],
  ['behind a sign-in page', answers(200, '<html>'), /a web page/, /sign-in/],
  [
    'that leads to a sign-in page',
    answers(302, '', { Location: 'https://sign-in.example' }),
    /could not be reached/,
    /without redirects/,
  ],
  ['that answers half', answers(200, '{"items":[{'), /not under/, /'url'/],
  ['that answers a list', answers(200, '[]'), /not understood/, /'url'/],
];

/** Holds a registry to what must hold whatever happens to it. */
export function describeRegistryTrouble(registry: RegistryUnderTest): void {
  describe('a registry', () => {
    itLosesNothing(registry);
    itBelievesNoHalf(registry);
    itIsAskedAgain(registry);
    itKeepsSecrets(registry);
  });
  describeRegistryChange(registry);
}

function itLosesNothing(registry: RegistryUnderTest): void {
  const { standIn } = registry;
  const entities = [registry.brought('churn')];

  it.each(TROUBLES)(
    '%s loses no entity, and says what to do',
    async (_, trouble, ...said) => {
      registry.fill([{ name: 'churn' }]);
      const { run, mutations, reportVersion } = await registry.start({
        ...{ entities, timeoutMs: 100 },
      });
      standIn.trouble = trouble;
      const error = await run().catch((cause: unknown) => cause);
      expect(error).toBeInstanceOf(SourceError);
      const { message, remedy } = error as SourceError;
      expect(message).toMatch(said[0]);
      expect(remedy).toMatch(said[1]);
      expect(remedy).toContain('are kept');
      expect(mutations).toEqual([]);
      expect(reportVersion).not.toHaveBeenCalled();
      standIn.trouble = () => false;
      await run();
      expect(mutations).toHaveLength(1);
    },
  );
}

function itBelievesNoHalf(registry: RegistryUnderTest): void {
  const { standIn } = registry;
  const entities = [registry.brought('churn')];

  it.each([
    ['breaks', 500],
    ['does not know any more how it goes on', 400],
  ])('that %s after the first answers loses no entity', async (_, status) => {
    registry.fill(
      Array.from({ length: 1_200 }, (__, i) => ({ name: `m-${i}` })),
    );
    const { run, mutations } = await registry.start({ entities });
    standIn.trouble = (request, response) =>
      registry.isLater(request) && answers(status)(request, response);
    await expect(run()).rejects.toThrow(`with ${status}`);
    expect(mutations).toEqual([]);
  });

  it('that lost all its models is not believed, unless it is told to be', async () => {
    registry.fill([]);
    const { run, mutations } = await registry.start({ entities });
    await expect(run()).rejects.toThrow(/no model any more/);
    expect(mutations).toEqual([]);
    const config = { allowEmpty: true };
    const trusting = await registry.start({ entities, config });
    await trusting.run();
    expect(trusting.written()).toEqual([[]]);
  });

  it('is not taken over while the catalog does not say what it has', async () => {
    registry.fill([{ name: 'churn' }]);
    const { run, mutations, catalog } = await registry.start({});
    catalog.streamEntities = () => {
      throw new Error('No database');
    };
    await expect(run()).rejects.toThrow(/catalog did not say/);
    expect(mutations).toEqual([]);
  });
}

function itIsAskedAgain(registry: RegistryUnderTest): void {
  it('that is busy is asked again', async () => {
    registry.fill([{ name: 'churn' }]);
    const { run, written } = await registry.start({});
    let busy = 2;
    registry.standIn.trouble = (request, response) =>
      busy-- > 0 && answers(429, '', { 'Retry-After': '0' })(request, response);
    await run();
    expect(written()).toMatchObject([[{ metadata: { name: 'churn' } }]]);
  });

  it('is left at once when the run is ended', async () => {
    registry.fill([{ name: 'churn' }]);
    const { run, mutations } = await registry.start({});
    const ended = new AbortController();
    registry.standIn.trouble = () => {
      ended.abort();
      return true;
    };
    await expect(run(ended.signal)).rejects.toThrow(/aborted/);
    expect(mutations).toEqual([]);
  });
}

function itKeepsSecrets({ standIn, ...registry }: RegistryUnderTest): void {
  it.each([
    ['Bearer s3cret', { token: 's3cret' }],
    ['Basic YW5uYTpzM2NyZXQ=', { username: 'anna', password: 's3cret' }],
  ])('is asked with %s, and nothing says so', async (authorization, config) => {
    registry.fill([{ name: 'churn' }]);
    const { run } = await registry.start({ config });
    await run();
    expect(new Set(standIn.asked.map(one => one.authorization))).toEqual(
      new Set([authorization]),
    );
    standIn.trouble = answers(401, '"s3cret"');
    const error = await run().catch((cause: unknown) => cause);
    expect(JSON.stringify([String(error), error])).not.toContain('s3cret');
  });
}
