// Writes the file in which a test registers, renames and removes a model of its own. Until
// then it holds no model, so that no other test counts one more.
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { stringify } from 'yaml';

const [, , target] = process.argv;

const location = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Location',
  metadata: { name: 'renamed-models' },
  spec: { targets: [] },
};

mkdirSync(dirname(target), { recursive: true });
writeFileSync(target, stringify(location));
