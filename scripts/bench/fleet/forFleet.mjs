/**
 * What a portal with a generated fleet is configured by: half of the models need sign-offs,
 * and the catalog processes none anew while it is measured.
 */
export function forFleet(config) {
  const { models } = config;
  const [policy] = models.governance.policies;
  return {
    ...config,
    catalog: { ...config.catalog, processingInterval: { days: 30 } },
    models: {
      ...models,
      environments: [...models.environments, { name: 'staging' }],
      governance: {
        ...models.governance,
        promotion: 'automatic',
        policies: [
          { ...policy, match: { kind: 'Model', 'spec.riskTier': 'high' } },
        ],
      },
    },
    search: {
      collators: {
        catalog: {
          schedule: {
            initialDelay: { seconds: 5 },
            frequency: { hours: 6 },
            timeout: { minutes: 15 },
          },
        },
      },
    },
  };
}
