import { MlflowInstance } from './config';

/** A registered model, or one of its versions, as MLflow shows it to people. */
export function linkTo(
  instance: MlflowInstance,
  name: string,
  version?: string,
): string {
  const path = `${baseOf(instance)}/#/models/${encodeURIComponent(name)}`;
  return version === undefined
    ? path
    : `${path}/versions/${encodeURIComponent(version)}`;
}

/** A run, as MLflow shows it to people. */
export function linkToRun(
  instance: MlflowInstance,
  run: { experimentId: string; runId: string },
): string {
  const [experiment, id] = [run.experimentId, run.runId].map(
    encodeURIComponent,
  );
  return `${baseOf(instance)}/#/experiments/${experiment}/runs/${id}`;
}

function baseOf({ url, uiUrl = url }: MlflowInstance): string {
  return uiUrl.replace(/(?<!\/)\/+$/, '');
}
