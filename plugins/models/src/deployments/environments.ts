import {
  DEPLOYMENT_ROLES,
  Deployment,
  ModelOverview,
  isActiveDeployment,
} from '@modelry/backstage-plugin-models-common';

/** The deployments of one environment, and how its requests are shared. */
export interface EnvironmentGroup {
  name: string;
  color?: string;
  governed: boolean;
  /** Whether environments are configured, and this is none of them. */
  unconfigured: boolean;
  deployments: Deployment[];
  /** Who answers which share of requests; nothing when it is not told or not shared. */
  split: Array<{ label: string; percent: number }>;
}

/** Groups deployments by environment: the configured ones first, in their order. */
export function groupByEnvironment(
  deployments: readonly Deployment[],
  configured: ModelOverview['environments'] = [],
): EnvironmentGroup[] {
  const names = [
    ...configured.map(({ name }) => name),
    ...deployments.map(({ environment }) => environment).sort(),
  ];
  return [...new Set(names)].flatMap(name => {
    const here = deployments
      .filter(one => one.environment === name)
      .sort(
        (a, b) =>
          DEPLOYMENT_ROLES.indexOf(a.role) - DEPLOYMENT_ROLES.indexOf(b.role),
      );
    const known = configured.find(one => one.name === name);
    return here.length > 0
      ? [
          {
            name,
            ...(known?.color && { color: known.color }),
            governed: known?.governed ?? false,
            unconfigured: configured.length > 0 && !known,
            deployments: here,
            split: splitOf(here),
          },
        ]
      : [];
  });
}

// What many deployments of one version and role take together is one share. Where
// several clusters of one environment tell more than all there is, each counts alike.
function splitOf(
  deployments: readonly Deployment[],
): EnvironmentGroup['split'] {
  const shares = new Map<string, number[]>();
  for (const one of deployments.filter(isActiveDeployment)) {
    if (one.trafficPercent !== undefined) {
      const label = `Version ${one.version}${
        one.role === 'primary' ? '' : ` (${one.role})`
      }`;
      shares.set(label, [...(shares.get(label) ?? []), one.trafficPercent]);
    }
  }
  if (shares.size < 2) {
    return [];
  }
  const all = [...shares.values()];
  const isInSeveral = all.some(({ length }) => length > 1);
  const whole = isInSeveral ? Math.max(100, sum(all.flat())) : 100;
  return [...shares].map(([label, told]) => ({
    label,
    percent: Number(((sum(told) / whole) * 100).toFixed(2)),
  }));
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((a, b) => a + b, 0);
}
