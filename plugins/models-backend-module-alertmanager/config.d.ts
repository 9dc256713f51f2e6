export interface Config {
  models?: {
    sources?: {
      /** Alertmanagers that send alerts about models, by an id of your choice. */
      alertmanager?: {
        [id: string]: {
          /**
           * What it sends as bearer token; at least 16 characters.
           *
           * @visibility secret
           */
          secret: string;
          /** What people read on the page Sources; the id when left out. */
          title?: string;
          /** Where people look at it. */
          uiUrl?: string;
          /**
           * Within how long it is heard of, as an alert sees to that always fires: ISO 8601,
           * at least `PT10M`. When it is silent for longer, its checks become stale.
           */
          heartbeat?: string;
          /** Labels that say what an alert is about. */
          labels?: {
            /** Entity ref of the model; `backstage_entity` when left out. */
            entity?: string;
            /** Name of the model; `model` and `model_name` when left out. */
            model?: string[];
            /** Version; `model_version` and `version` when left out. */
            version?: string[];
            /** Environment; `environment` and `env` when left out. */
            environment?: string[];
            /** How bad it is; `severity` when left out. */
            severity?: string;
            /** Kind of the check; `check_kind` when left out. */
            kind?: string;
          };
          /** What values of that label mean: `ok`, `warning` or `critical`. Others are critical. */
          severities?: { [value: string]: 'ok' | 'warning' | 'critical' };
          /** Kinds of alerts that do not say it; a star stands for anything. */
          kinds?: Array<{ alert: string; kind: string }>;
          /** How often it is looked after; every 5 minutes. */
          schedule?: object;
        };
      };
    };
  };
}
