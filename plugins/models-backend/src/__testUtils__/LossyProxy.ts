import { Server, Socket, connect, createServer } from 'node:net';
import { once } from 'node:events';

/** Stands between a backend and its database, and cuts or stops what goes through. */
export class LossyProxy {
  /** @param target - URL of the database. */
  static async before(target: string): Promise<LossyProxy> {
    const proxy = new LossyProxy(new URL(target));
    proxy.#server.listen(0, '127.0.0.1');
    await once(proxy.#server, 'listening');
    return proxy;
  }

  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  #isCut = false;
  #isSilent = false;

  private constructor(readonly target: URL) {
    this.#server = createServer(client => this.#pass(client));
  }

  /** URL of the database, through the proxy. */
  get url(): string {
    const address = this.#server.address();
    if (!address || typeof address === 'string') {
      throw new Error('The proxy is closed');
    }
    const url = new URL(this.target);
    url.hostname = '127.0.0.1';
    url.port = String(address.port);
    return url.href;
  }

  /** From now on every connection is broken, and so is each that somebody makes. */
  cut(): void {
    this.#isCut = true;
    this.#sockets.forEach(socket => socket.resetAndDestroy());
  }

  /** From now on nothing comes through, although connections stand. */
  silence(): void {
    this.#isSilent = true;
    this.#sockets.forEach(socket => socket.pause());
  }

  /** Lets everything through again. */
  mend(): void {
    this.#isCut = false;
    this.#isSilent = false;
    this.#sockets.forEach(socket => socket.resume());
  }

  async close(): Promise<void> {
    this.#server.close();
    this.#sockets.forEach(socket => socket.destroy());
  }

  #pass(client: Socket): void {
    if (this.#isCut) {
      client.resetAndDestroy();
      return;
    }
    const server = connect(Number(this.target.port), this.target.hostname);
    for (const [from, to] of [
      [client, server],
      [server, client],
    ]) {
      this.#sockets.add(from);
      from.on('data', chunk => to.write(chunk));
      // Whoever is cut off reports it, and that is what the test wants.
      from.on('error', () => to.destroy());
      from.on('close', () => {
        this.#sockets.delete(from);
        to.destroy();
      });
      if (this.#isSilent) {
        from.pause();
      }
    }
  }
}
