import { createServer } from 'node:http';

/**
 * Lets tests stop and start systems: `POST /<name>/stop`, `POST /<name>/start`.
 *
 * @returns the address, and how to end it.
 */
export async function startControl(systems) {
  const server = createServer(async (request, response) => {
    const [, name, action] = (request.url ?? '').split('/');
    const system = systems.get(name);
    if (!system || !['start', 'stop'].includes(action)) {
      response.writeHead(404).end();
      return;
    }
    try {
      await system[action]();
      response.end();
    } catch (error) {
      response.writeHead(500).end(String(error));
    }
  });
  await new Promise(resolve => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    end: () => server.close(),
  };
}
