// Makes the environments of Python that systems need, beside the tests of those that need
// none: node prepare.mjs evidently mlflow
import { EVIDENTLY, MLFLOW_2, MLFLOW_3, pythonWith } from './python.mjs';

const NEEDS = new Map([
  ['evidently', [EVIDENTLY]],
  ['mlflow', [MLFLOW_3, MLFLOW_2]],
]);

await Promise.all(
  process.argv
    .slice(2)
    .flatMap(name => NEEDS.get(name) ?? [])
    .map(pythonWith),
);
