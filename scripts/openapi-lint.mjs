// Lints the committed OpenAPI document with Spectral's rules for OpenAPI, offline.
// Prints every finding; fails on errors and warnings: `npm run openapi:lint`.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const FILE = 'plugins/models-backend/openapi.json';
const SEVERITIES = ['error', 'warning', 'info', 'hint'];
const WARNING = 1;

// Spectral comes with Backstage's own tools, so it is looked up from there.
const fromHere = createRequire(import.meta.url);
const fromRepoTools = createRequire(
  fromHere.resolve('@backstage/repo-tools/package.json'),
);
const { Document, Ruleset, Spectral } = fromRepoTools(
  '@stoplight/spectral-core',
);
const { Json } = fromRepoTools('@stoplight/spectral-parsers');
const { oas } = fromRepoTools('@stoplight/spectral-rulesets');

const file = process.argv[2] ?? FILE;
const spectral = new Spectral();
spectral.setRuleset(new Ruleset({ extends: [oas] }));
const findings = await spectral.run(
  new Document(readFileSync(file, 'utf8'), Json, file),
);
for (const { range, severity, code, path, message } of findings) {
  console.error(
    `${file}:${range.start.line + 1} ${SEVERITIES[severity]} ${code}: ` +
      `${message} (${path.join('.')})`,
  );
}
const failures = findings.filter(finding => finding.severity <= WARNING);
console.log(
  failures.length > 0
    ? `${failures.length} problems in ${file}`
    : `${file} is a valid OpenAPI document`,
);
process.exitCode = failures.length > 0 ? 1 : 0;
