// Writes models that nobody owns: with the five of the demo company they are forty, which a
// team lead gives an owner at once.
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { stringify } from 'yaml';

const [, , target, count] = process.argv;

const models = Array.from({ length: Number(count) }, (_, index) => {
  const number = String(index + 1).padStart(2, '0');
  return {
    apiVersion: 'modelry.dev/v1alpha1',
    kind: 'Model',
    metadata: {
      name: `zone-forecast-${number}`,
      title: `Zone forecast ${number}`,
      tags: ['zone-forecast'],
    },
    spec: {
      type: 'forecasting',
      lifecycle: 'development',
      riskTier: 'minimal',
      intendedUse: 'Says how much a delivery zone orders on a day.',
    },
  };
});

mkdirSync(dirname(target), { recursive: true });
writeFileSync(target, models.map(model => stringify(model)).join('---\n'));
