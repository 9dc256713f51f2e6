// `npm run bundle-size`: how much the plugin adds to what a browser loads of a portal. It is
// bundled without what the portal has anyway; more than the budget is an error.
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';

/** What the plugin may add, in KB of 1,000 bytes, compressed. */
const BUDGET = { atStart: 55, inAll: 200 };

const root = resolve(import.meta.dirname, '../..');

/** The sizes in bytes, compressed: of what every page loads, and of all there is. */
export async function measureBundle() {
  const { outputFiles, metafile } = await build({
    entryPoints: { plugin: join(root, 'plugins/models/src/index.ts') },
    absWorkingDir: root,
    outdir: join(root, 'node_modules/.cache/bundle'),
    ...{ bundle: true, splitting: true, minify: true },
    ...{ write: false, metafile: true },
    ...{ format: 'esm', platform: 'browser', target: 'es2022' },
    ...{ jsx: 'automatic', logLevel: 'error' },
    define: { 'process.env.NODE_ENV': '"production"' },
    plugins: [leaveOut(packagesOfPortal())],
  });
  const sizes = new Map(
    outputFiles.map(({ path, contents }) => [
      path,
      gzipSync(contents, { level: 9 }).length,
    ]),
  );
  const start = atStart(metafile).map(path => sizes.get(join(root, path)));
  return { atStart: sum(start), inAll: sum([...sizes.values()]) };
}

/** What is loaded with the entry, and not only when a page asks for it. */
function atStart({ outputs }) {
  const [entry] = Object.entries(outputs).find(
    ([, { entryPoint }]) => entryPoint === 'plugins/models/src/index.ts',
  );
  const found = new Set([entry]);
  for (const path of found) {
    outputs[path].imports
      .filter(({ kind, external }) => kind === 'import-statement' && !external)
      .forEach(one => found.add(one.path));
  }
  return [...found];
}

function leaveOut(packages) {
  return {
    name: 'leave-out',
    setup({ onResolve }) {
      onResolve({ filter: /^[^./]/ }, ({ path, kind }) => {
        const [scope, name] = path.split('/');
        const named = scope.startsWith('@') ? `${scope}/${name}` : scope;
        return kind !== 'entry-point' && packages.has(named)
          ? { path, external: true }
          : undefined;
      });
    },
  };
}

/** All packages that the example portal has without the plugin. */
function packagesOfPortal() {
  const found = new Map();
  const waiting = Object.keys(
    readManifest(join(root, 'packages/app')).dependencies,
  )
    .filter(name => !name.startsWith('@modelry/'))
    .map(name => ({ name, from: join(root, 'packages/app') }));
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const dir = directoryOf(next);
    if (dir && !found.has(next.name)) {
      found.set(next.name, dir);
      const { dependencies = {}, peerDependencies = {} } = readManifest(dir);
      Object.keys({ ...dependencies, ...peerDependencies }).forEach(name =>
        waiting.push({ name, from: dir }),
      );
    }
  }
  return found;
}

function directoryOf({ name, from }) {
  for (let dir = from; dir !== dirname(dir); dir = dirname(dir)) {
    const candidate = join(dir, 'node_modules', name);
    if (existsSync(join(candidate, 'package.json'))) {
      return candidate;
    }
  }
  return undefined;
}

function readManifest(dir) {
  return JSON.parse(readFileSync(join(dir, 'package.json'), 'utf8'));
}

function sum(numbers) {
  return numbers.reduce((total, number) => total + number, 0);
}

if (import.meta.filename === process.argv[1]) {
  const sizes = await measureBundle();
  const over = Object.keys(BUDGET).filter(
    part => sizes[part] > BUDGET[part] * 1_000,
  );
  for (const [part, label] of [
    ['atStart', 'with every page'],
    ['inAll', 'in all'],
  ]) {
    console.log(
      `${(sizes[part] / 1_000).toFixed(1)} KB ${label}, of ${BUDGET[part]} KB`,
    );
  }
  if (over.length > 0) {
    console.error(
      'More than the budget. Load what only some pages need when they do, or say in the change why it is worth more, and raise the budget in scripts/bundle/size.mjs.',
    );
    process.exit(1);
  }
}
