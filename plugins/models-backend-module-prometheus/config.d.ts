export interface Config {
  models?: {
    sources?: {
      /** Prometheus servers whose values become results of checks, by an id of your choice. */
      prometheus?: {
        [id: string]: {
          /** Where the server is, e.g. `https://prometheus.example.com`. */
          url: string;
          /** Where people look at it; `url` when left out. */
          uiUrl?: string;
          /** What people read on the page Sources; the id when left out. */
          title?: string;
          /**
           * Bearer token of a user who may query.
           *
           * @visibility secret
           */
          token?: string;
          /** User who may query, for basic authentication. */
          username?: string;
          /**
           * Password of that user.
           *
           * @visibility secret
           */
          password?: string;
          /**
           * Headers that the server wants besides, e.g. `X-Scope-OrgID`.
           *
           * @deepVisibility secret
           */
          headers?: { [name: string]: string };
          /** How often it is asked and how long that may take; 5 and 15 minutes. */
          schedule?: object;
          /** How far back a check that is new is filled in, ISO 8601; `PT6H` when left out, at most `P31D`. */
          backfill?: string;
          /** Checks of every model that the placeholders of the query are known of. */
          checks?: Array<{
            /** Name of the check. */
            check: string;
            /** Kind of the check, e.g. `service-health`. */
            kind: string;
            /**
             * PromQL that finds one series. `{{ name }}`, `{{ namespace }}`, `{{ ref }}` and
             * what the annotation `modelry.dev/prometheus-values` says are filled in between
             * double quotes.
             */
            query: string;
            /** Unit of the value. */
            unit?: string;
            /** Environment that is watched; the model as such when left out. */
            environment?: string;
            /** Label of the series that names the environment instead. */
            environmentLabel?: string;
            /** Label of the series that names the version. */
            versionLabel?: string;
            /** Which values are bad: `higher-is-worse` (when left out) or `lower-is-worse`. */
            direction?: 'higher-is-worse' | 'lower-is-worse';
            /** From this value on a result is a warning. */
            warning?: number;
            /** From this value on a result is critical. */
            critical?: number;
            /** Distance of the points, ISO 8601; `PT5M` when left out, at least `PT10S`. */
            step?: string;
            /** After how long without a result it is stale, ISO 8601; three steps, but at least 15 minutes. */
            allowedSilence?: string;
            /** What a check without data is: an `error` (when left out), or `silent` until it is stale. */
            noData?: 'error' | 'silent';
          }>;
          /** Whether models may bring queries of their own in `modelry.dev/prometheus-checks`; false when left out. */
          queriesInAnnotations?: boolean;
        };
      };
    };
  };
}
