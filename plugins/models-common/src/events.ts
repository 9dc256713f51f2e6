/**
 * The topics on which the backend tells other plugins that a model changed.
 *
 * @remarks
 *
 * Published after the change is committed, through the events service. The
 * payload is a {@link ModelChangedEvent}.
 *
 * @public
 */
export const MODEL_CHANGED_TOPICS = {
  ownership: 'models.ownership.changed',
  lifecycle: 'models.lifecycle.changed',
  deployments: 'models.deployments.changed',
  monitoring: 'models.monitoring.changed',
  governance: 'models.governance.changed',
} as const;

/**
 * A part of the model record that changes by itself.
 *
 * @public
 */
export type ModelFeature = keyof typeof MODEL_CHANGED_TOPICS;

/**
 * What an event on one of {@link MODEL_CHANGED_TOPICS} says.
 *
 * @public
 */
export type ModelChangedEvent = {
  /** Entity ref of the model. */
  modelRef: string;
  /** What changed. */
  feature: ModelFeature;
  /** What happened, e.g. `deployment-reported`. */
  action: string;
  /** Who did it: entity ref of the user or name of the machine. */
  actor: string;
  /** ISO 8601 in UTC. */
  at: string;
};

/**
 * The message on a model's signal channel: that something changed, not what.
 *
 * @public
 */
export type ModelChangedSignal = { feature: ModelFeature };
