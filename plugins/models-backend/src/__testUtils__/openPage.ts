import { z } from 'zod';

const signalSchema = z.object({ channel: z.string(), message: z.unknown() });

/** Connects to the sockets of a backend as an open page does. */
async function connect(url: string): Promise<WebSocket> {
  for (;;) {
    const socket = new WebSocket(url);
    const isOpen = await new Promise<boolean>(settle => {
      socket.addEventListener('open', () => settle(true), { once: true });
      socket.addEventListener('error', () => settle(false), { once: true });
    });
    // The first one only makes the signals plugin listen.
    if (isOpen) {
      return socket;
    }
  }
}

/** A page that is open on one replica and listens to one channel. */
export async function openPage(url: string, channel: string) {
  const socket = await connect(url);
  const heard: unknown[] = [];
  const waiting: Array<() => void> = [];
  socket.addEventListener('message', ({ data }) => {
    const signal = signalSchema.parse(JSON.parse(String(data)));
    if (signal.channel === channel) {
      heard.push(signal.message);
      waiting.splice(0).forEach(wake => wake());
    }
  });
  socket.send(JSON.stringify({ action: 'subscribe', channel }));
  return {
    /** What it is told next. */
    async next(): Promise<unknown> {
      while (heard.length === 0) {
        await new Promise<void>(done => waiting.push(done));
      }
      return heard.shift();
    },
    close: () => socket.close(),
  };
}
