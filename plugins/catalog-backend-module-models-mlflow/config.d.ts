export interface Config {
  catalog?: {
    providers?: {
      /** MLflow registries whose models become entities, by an id of your choice. */
      mlflow?: {
        [id: string]: {
          /** Where the tracking server is, e.g. `https://mlflow.example.com`. */
          url: string;
          /** Where people look at it; `url` when left out. */
          uiUrl?: string;
          /** What people read on the page Sources; the id when left out. */
          title?: string;
          /**
           * Bearer token of a user who may read.
           *
           * @visibility secret
           */
          token?: string;
          /** User who may read, for basic authentication. */
          username?: string;
          /**
           * Password of that user.
           *
           * @visibility secret
           */
          password?: string;
          /**
           * Headers that the server wants besides, e.g. `X-MLFLOW-WORKSPACE`.
           *
           * @deepVisibility secret
           */
          headers?: { [name: string]: string };
          /** How often it is read and how long that may take; 15 and 30 minutes. */
          schedule?: object;
          /** Namespace of the entities; `default` when left out. */
          namespace?: string;
          /** What models are that say nothing else. */
          defaults?: {
            /** Type of the model; `other` when left out. */
            type?: string;
            /** Entity ref of a group or user. */
            owner?: string;
            /** Entity ref of a system. */
            system?: string;
          };
          /** Keys of the tags of registered models that say what a model is. */
          tags?: {
            type?: string;
            owner?: string;
            system?: string;
            riskTier?: string;
            /** A list, separated by commas. */
            tags?: string;
            /** Of versions: SHA-256 of their artifact, as 64 hex digits. */
            digest?: string;
          };
          /** Stages that aliases stand for, e.g. `champion: production`. */
          aliases?: { [alias: string]: string };
          /** How many of the newest versions of a model are taken over; 20 when left out. */
          newestVersions?: number;
          /** Whether a registry without any model is believed; false when left out. */
          allowEmpty?: boolean;
          /**
           * Secret of the webhooks that ask to read the registry at once, at least 16
           * characters; without it there are none.
           *
           * @visibility secret
           */
          webhookSecret?: string;
        };
      };
    };
  };
}
