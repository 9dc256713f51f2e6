/** What runs beside these tests. */
export interface Surroundings {
  /** Where the portal is looked at. */
  app: string;
  /** Where its HTTP API is. */
  backend: string;
  /** The command that starts it. */
  command: string[];
  /** Stops and starts systems, see `scripts/integration/mlflow/control.mjs`. */
  control?: string;
  /** Where each real system answers, by its name. */
  systems: Record<string, string>;
}

/** What `npm run integration -- mlflow` started; there is no other way to run these tests. */
export function surroundings(): Surroundings {
  const told = process.env.INTEGRATION;
  if (!told) {
    throw new Error('Start these tests with: npm run integration -- mlflow');
  }
  return JSON.parse(told);
}

/** Stops a system, or starts it again. */
export async function control(system: string, action: 'start' | 'stop') {
  const url = `${surroundings().control}/${system}/${action}`;
  const response = await fetch(url, { method: 'POST' });
  if (!response.ok) {
    throw new Error(`${system} did not ${action}: ${await response.text()}`);
  }
}
