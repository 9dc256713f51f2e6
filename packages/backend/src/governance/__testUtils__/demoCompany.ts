import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { Entity } from '@backstage/catalog-model';
import { parse, parseAllDocuments } from 'yaml';

/** Root of the repository. */
const root = resolve(__dirname, '../../../../..');

/** Reads what stands under `models` in a configuration file of the repository. */
export function readModelsConfig(file: string): unknown {
  return parse(readFileSync(resolve(root, file), 'utf8')).models;
}

/** Reads the policies that the README of the example policies shows. */
export function readReadmePolicies(): unknown {
  const readme = readFileSync(
    resolve(root, 'examples/policies/README.md'),
    'utf8',
  );
  return parse(/```yaml\n([\s\S]*?)```/.exec(readme)?.[1] ?? '');
}

/** The models of the demo company, as their files declare them. */
export function readDemoModels(): Entity[] {
  const location = resolve(root, 'examples/catalog-info.yaml');
  const [{ spec }] = readEntities(location);
  const targets: string[] = spec.targets;
  return targets
    .flatMap(target => readEntities(resolve(dirname(location), target)))
    .filter(({ kind }) => kind === 'Model');
}

function readEntities(file: string) {
  return parseAllDocuments(readFileSync(file, 'utf8')).map(document =>
    document.toJS(),
  );
}
