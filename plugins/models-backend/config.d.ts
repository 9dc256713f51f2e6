export interface Config {
  /** Modelry: machine-learning models in the catalog. */
  models?: {
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
      stage?:
        | 'development'
        | 'validation'
        | 'production'
        | 'retired'
        | 'archived';
    }>;
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
          stage:
            | 'development'
            | 'validation'
            | 'production'
            | 'retired'
            | 'archived';
          /** Entity refs of groups (nested groups count) and users. */
          approvers: string[];
          /** How many different people must approve; 1 when left out. */
          minApprovals?: number;
          /** ISO 8601 duration after which an approval expires; never when left out. */
          validFor?: string;
          /**
           * Keeps the owner of the model and whoever registered the version from
           * deciding; true when left out.
           */
          separationOfDuties?: boolean;
        }>;
      }>;
    };
  };
}
