import { Asked, StandIn } from '@internal/test-utils';

/** Answers like the location service of the bridge. */
export class BridgeStandIn extends StandIn {
  /** By path; text is sent as it is. */
  documents: Record<string, object | string> = {};

  constructor() {
    super('');
  }

  reset(): void {
    super.reset();
    this.documents = {};
  }

  protected answerTo({ path }: Asked): object | string | undefined {
    return path === '/list'
      ? { uris: Object.keys(this.documents) }
      : this.documents[path];
  }
}
