// Writes the policies of the browser tests: those of the portal, and one whose sign-offs
// are valid for half a minute, so that a test can see one lapse. (A list in a later
// configuration file replaces the one of an earlier file.)
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { parse, stringify } from 'yaml';

const root = resolve(import.meta.dirname, '..');
const [, , target] = process.argv;

const { models } = parse(
  readFileSync(resolve(root, 'app-config.yaml'), 'utf8'),
);
const policies = [
  ...models.governance.policies,
  {
    id: 'handed-over-every-shift',
    title: 'Handed over every shift',
    match: {
      kind: 'Model',
      'metadata.tags': { $contains: 'handed-over-every-shift' },
    },
    requirements: [
      {
        id: 'handover',
        title: 'Handover',
        stage: 'production',
        approvers: ['group:default/model-validation'],
        validFor: 'PT30S',
      },
    ],
  },
];
mkdirSync(dirname(target), { recursive: true });
writeFileSync(target, stringify({ models: { governance: { policies } } }));
