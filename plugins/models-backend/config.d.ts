export interface Config {
  /** Modelry: machine-learning models in the catalog. */
  models?: {
    /** The stages that versions pass, and the moves between them. */
    lifecycle?: {
      /**
       * In the order in which versions pass them; `development`, `validation`,
       * `production`, `retired` and `archived` when left out.
       */
      stages?: Array<{
        /** Unique id: up to 20 lower-case letters, digits and dashes. */
        id: string;
        /** What people read. */
        title: string;
        description?: string;
        /**
         * What it means for a version: where all begin (the first stage and no other),
         * on the way into use, in use, or ended.
         */
        kind: 'start' | 'on-the-way' | 'in-use' | 'ended';
      }>;
      /**
       * Where a version may go from each stage; a stage that is not named here has no
       * way out. Any move is possible when left out, but for the usual stages only one
       * step leads out of `archived`: back to `retired`.
       */
      moves?: Array<{ from: string; to: string[] }>;
    };
    /**
     * Environments that models are deployed to. Deployments in environments that
     * are not listed here are recorded too, but not governed.
     */
    environments?: Array<{
      /** Name of the environment as deployments report it. */
      name: string;
      /**
       * What runs here needs the sign-offs of this lifecycle stage. Not governed
       * when left out.
       */
      stage?: string;
      /**
       * What the gate says of a version that lacks them: `prevent` denies, `warn` and
       * `record` allow with every reason; under `record` nobody is notified. `prevent`
       * when left out.
       */
      enforcement?: 'prevent' | 'warn' | 'record';
      /** Colour that it is shown in, e.g. `#2563eb`. */
      color?: string;
    }>;
    /** Who answers for models. */
    ownership?: {
      /**
       * Whether owners are assigned in the portal and laid over the catalog (`record`), or
       * kept in the YAML of models only (`yaml`); `record` when left out.
       */
      assignment?: 'record' | 'yaml';
      /**
       * The roles in which people answer for a model, beside its owner; business owner,
       * technical owner and validator when left out.
       */
      roles?: Array<{
        /** Unique id: lower-case letters, digits and dashes. */
        id: string;
        title: string;
        description?: string;
      }>;
      /** What happens about models that nobody answers for. */
      orphans?: {
        /** Entity ref of the group or user who is told of them; nobody when left out. */
        notify?: string;
        /** When they are told, as a cron expression; Mondays at 8 when left out. */
        cron?: string;
      };
    };
    /** What results of checks are held against, and what is kept of them. */
    monitoring?: {
      thresholds?: Array<{
        /**
         * Kind of the checks. Without `check`, only results that are sent without a
         * status are judged: a kind mixes measures.
         */
        kind:
          | 'data-drift'
          | 'prediction-drift'
          | 'concept-drift'
          | 'performance'
          | 'data-quality'
          | 'fairness'
          | 'explainability'
          | 'service-health'
          | 'ground-truth-delay'
          | 'cost';
        /** Name of the check; then what its sender says is overruled. */
        check?: string;
        /** Only in this environment. */
        environment?: string;
        /** Which values are bad; `higher-is-worse` when left out. */
        direction?: 'higher-is-worse' | 'lower-is-worse';
        /** From this value on a result is a warning. */
        warning?: number;
        /** From this value on a result is critical. */
        critical?: number;
        /** By how much a value must be better than a limit to leave it; 0 when left out. */
        hysteresis?: number;
      }>;
      retention?: {
        /** How long every result is kept, ISO 8601; P1Y when left out. */
        results?: string;
        /** How long hourly summaries of older ones are kept, ISO 8601; P5Y when left out. */
        summaries?: string;
      };
      retraining?: {
        /**
         * Where a retraining is started. Filled in, and percent-encoded: `{modelRef}`,
         * `{namespace}`, `{name}`, `{version}`, `{environment}`, `{check}`, `{incident}`.
         */
        link?: string;
      };
    };
    /** Which sign-offs models need. */
    governance?: {
      /** All policies that match a model apply; their requirements add up. */
      policies?: Array<{
        /** Unique id: lower-case letters, digits and dashes. */
        id: string;
        title: string;
        description?: string;
        /**
         * Filter predicate over the entity, e.g. `{ 'spec.riskTier': 'high' }`.
         *
         * @see https://backstage.io/docs/features/software-catalog/catalog-customization
         */
        match: object;
        requirements: Array<{
          /** Unique within the policy: lower-case letters, digits and dashes. */
          id: string;
          title: string;
          description?: string;
          /** The stage that a version may not enter without this sign-off. */
          stage: string;
          /**
           * Entity refs of groups (nested groups count) and users, and roles of the
           * model, e.g. `role:validator`: whoever holds it then.
           */
          approvers: string[];
          /** How many different people must approve; 1 when left out. */
          minApprovals?: number;
          /** ISO 8601 duration after which an approval expires; never when left out. */
          validFor?: string;
          /**
           * Keeps the owner of the model, whoever registered the version and whoever
           * opened the review from deciding; true when left out.
           */
          separationOfDuties?: boolean;
          /**
           * Whether it is good for one version, or for the model whatever its version;
           * `version` when left out.
           */
          scope?: 'version' | 'model';
          /** What an approval must come with. */
          evidence?: Array<{
            /** Unique within the requirement. */
            id: string;
            title: string;
            description?: string;
          }>;
          /**
           * Who may waive it, named as approvers are; nobody when left out.
           */
          waivableBy?: string[];
        }>;
      }>;
      /**
       * Whether a version enters the stage by itself once its review has all
       * sign-offs; `manual` when left out.
       */
      promotion?: 'automatic' | 'manual';
      /**
       * Entity refs of groups and users who are told of unsanctioned deployments,
       * beside the owner of the model.
       */
      board?: string[];
      checkpoints?: {
        /** How often the heads of all ledgers are recorded, ISO 8601; PT1H when left out. */
        every?: string;
        /**
         * Ed25519 private key, PEM (PKCS #8), that signs checkpoints.
         *
         * @visibility secret
         */
        signingKey?: string;
      };
    };
  };
}
