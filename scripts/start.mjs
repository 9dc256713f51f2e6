// `npm start`: the portal for development, with the demo company in it.
import { setTimeout as sleep } from 'node:timers/promises';
import { configFiles, isTaken, readConfig, root } from './portalConfig.mjs';
import { onAskedToEnd, startGroup } from './processes.mjs';

const portalUrl = readConfig(config => config?.app?.baseUrl);
const backendUrl = readConfig(config => config?.backend?.baseUrl);
const people =
  readConfig(config => config?.auth?.providers?.development?.people) ?? [];

let group;

onAskedToEnd({
  async end(status) {
    await group?.end();
    process.exit(status);
  },
  kill: () => group?.kill(),
});

await refuseTakenPorts();
group = startPortal();
group.ended.then(async status => {
  await group.end();
  process.exit(status);
});
await ready();
const loaded = await loadDemoCompany();
announce(loaded);

async function refuseTakenPorts() {
  const taken = [];
  for (const url of [portalUrl, backendUrl]) {
    if (await isTaken(url)) {
      taken.push(url);
    }
  }
  if (taken.length > 0) {
    console.error(
      `Something already answers at ${taken.join(' and ')}.\n` +
        'Is the portal running in another terminal? Stop it there, or set other ports in app-config.local.yaml.',
    );
    process.exit(1);
  }
}

function startPortal() {
  const flags = configFiles.flatMap(file => ['--config', file]);
  return startGroup('backstage-cli', ['repo', 'start', ...flags], {
    cwd: root,
    env: { ...process.env, NODE_ENV: 'development', BROWSER: 'none' },
  });
}

async function ready() {
  const readiness = `${backendUrl}/.backstage/health/v1/readiness`;
  const patience = setTimeout(
    () =>
      console.error(
        'Still waiting for the portal. If an error stands above, mend its cause: the backend starts again by itself.',
      ),
    60_000,
  );
  while (!(await answers(readiness)) || !(await answers(portalUrl))) {
    await sleep(500);
  }
  clearTimeout(patience);
}

async function answers(url) {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(5_000) });
    await response.body?.cancel();
    return response.ok;
  } catch {
    return false;
  }
}

async function loadDemoCompany() {
  const loader = startGroup(
    process.execPath,
    ['scripts/demo/load.mjs', '--if-empty', '--base-url', backendUrl],
    // A token in the shell is for another portal.
    { cwd: root, env: { ...process.env, MODELRY_TOKEN: undefined } },
  );
  group.ended.then(() => loader.kill());
  return (await loader.ended) === 0;
}

function announce(loaded) {
  const width = Math.max(0, ...people.map(person => person.displayName.length));
  const lines = [
    '',
    `  The portal is ready: ${portalUrl}`,
    '',
    '  Sign in as one of',
    ...people.map(
      ({ displayName, title, team }) =>
        `    ${displayName.padEnd(width)}  ${title}, ${team}`,
    ),
    '',
    ...(loaded
      ? []
      : [
          '  But the demo data could not be loaded, for the reason given above.',
          '  Once that is cured: npm run demo:load',
          '',
        ]),
    '  Stop it with Ctrl-C. Back to the first state of the demo: stop it, then npm run demo:reset',
    '',
  ];
  console.log(lines.join('\n'));
}
