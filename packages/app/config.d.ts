export interface Config {
  auth?: {
    providers?: {
      /**
       * Sign-in without a password as one of the listed people.
       *
       * For development only: the backend refuses to start with it unless
       * NODE_ENV is `development`.
       */
      development?: {
        /**
         * Who may be signed in as, in the order in which the sign-in page offers them.
         *
         * @deepVisibility frontend
         */
        people: Array<{
          /** A user in the catalog, e.g. `user:default/vera-validator`. */
          userEntityRef: string;
          /** What the sign-in page calls the person; the entity ref when left out. */
          displayName?: string;
          /** What the person does, e.g. `Model validator`. */
          title: string;
          /** The team that the person works in. */
          team?: string;
        }>;
      };
    };
  };
}
