import { startTestBackend } from '@backstage/backend-test-utils';
import { toModelRef } from '@modelry/backstage-plugin-models-common';
import request from 'supertest';
import { Caller, machine } from './people';

/** What requests are sent to. */
export type TestServer = Awaited<ReturnType<typeof startTestBackend>>['server'];

/** What a test does to the catalog that the model is in. */
export interface Surroundings {
  /** Takes the model out of the catalog. */
  remove: () => void;
  /** Adds another model like it. */
  addNamed: (name: string) => TestModel;
}

/** A model of its own for one test, and the requests about it. */
export class TestModel {
  readonly #server: TestServer;
  readonly namespace: string;
  readonly name: string;
  readonly #catalog?: Surroundings;

  constructor(options: {
    server: TestServer;
    namespace: string;
    name: string;
    catalog?: Surroundings;
  }) {
    this.#catalog = options.catalog;
    this.#server = options.server;
    this.namespace = options.namespace;
    this.name = options.name;
  }

  get modelRef(): string {
    return toModelRef(this);
  }

  /** What a test does to the catalog that the model is in. */
  get catalog(): Surroundings {
    if (!this.#catalog) {
      throw new Error(`${this.modelRef} is in no catalog of the test`);
    }
    return this.#catalog;
  }

  get(path: string = '', caller: Caller = machine): request.Test {
    return request(this.#server)
      .get(this.#url(path))
      .set('Authorization', caller);
  }

  post(path: string, body: object, caller: Caller = machine): request.Test {
    return request(this.#server)
      .post(this.#url(path))
      .set('Authorization', caller)
      .send(body);
  }

  /** The overview, as a caller sees it. */
  async overview(caller: Caller = machine) {
    const { body } = await this.get('', caller).expect(200);
    return body;
  }

  /** The line about the model in lists. */
  async summary(caller: Caller = machine) {
    const { body } = await request(this.#server)
      .post('/api/models/summaries')
      .set('Authorization', caller)
      .send({ modelRefs: [this.modelRef] })
      .expect(200);
    return body.items[0];
  }

  #url(path: string): string {
    return `/api/models/${this.namespace}/${this.name}${path}`;
  }
}
