import { createExtensionPoint } from '@backstage/backend-plugin-api';
import {
  DeploymentReport,
  SourceProblem,
} from '@modelry/backstage-plugin-models-common';

/**
 * A deployment as a source sees it.
 *
 * @public
 */
export interface SourceDeployment {
  /** Entity ref of the model. */
  modelRef: string;
  /** What would be reported about it through the API. */
  report: Pick<DeploymentReport, 'environment' | 'version'> &
    Partial<
      Omit<DeploymentReport, 'allowedSilence' | 'goneAfter' | 'observedAt'>
    >;
}

/**
 * All deployments of one scope, and what could not be taken over.
 *
 * @public
 */
export interface SourceListing {
  /** What runs there. */
  deployments: SourceDeployment[];
  /** What was left out, and what to do about it. */
  problems: SourceProblem[];
  /**
   * Entity refs of models of which not all that runs could be told: what is known of them and
   * not listed becomes `unknown`, and never `gone`.
   */
  unclear?: string[];
}

/**
 * A system that knows where versions of models run, e.g. a cluster manager.
 *
 * @public
 */
export interface DeploymentSource {
  /** Unique among the sources: lower-case letters, digits and dashes. */
  id: string;
  /** Kind of system, e.g. `kserve`; `deployments` when left out. */
  kind?: string;
  /** What people read; the id when left out. */
  title?: string;
  /** How often it is asked, ISO 8601. */
  every: string;
  /** After how long without being seen a deployment is `unknown`, ISO 8601. */
  allowedSilence: string;
  /**
   * After how long a deployment that the source no longer lists is `gone`, ISO 8601.
   *
   * Never because the source cannot be asked: what it last said then still stands, as
   * `unknown`.
   */
  goneAfter: string;
  /** What can be listed by itself and fail by itself, e.g. the clusters. */
  scopes(): Promise<string[]>;
  /**
   * Lists all deployments of one scope.
   *
   * @throws when it cannot be told what runs there; a `SourceError` says what to do about
   *   it. An empty list says that nothing does.
   */
  list(
    scope: string,
    signal: AbortSignal,
  ): Promise<SourceDeployment[] | SourceListing>;
}

/**
 * Where modules add sources of deployments.
 *
 * @public
 */
export interface DeploymentSourcesExtensionPoint {
  /**
   * Adds a source.
   *
   * @throws when one with the same id was added before.
   */
  addSource(source: DeploymentSource): void;
}

/**
 * Extension point for modules that bring deployments from other systems.
 *
 * @public
 */
export const deploymentSourcesExtensionPoint =
  createExtensionPoint<DeploymentSourcesExtensionPoint>({
    id: 'models.deployment-sources',
  });
