export interface Config {
  catalog?: {
    providers?: {
      /** Kubeflow Model Registries whose models become entities, by an id of your choice. */
      kubeflow?: {
        [id: string]: {
          /** Where the registry is, e.g. `https://registry.example.com`. */
          url: string;
          /** Where people look at a model, with `{id}` in the place of its id. */
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
           * Headers that the registry wants besides.
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
          /** Custom properties of models that say what a model is. */
          properties?: {
            /** `Owner` when left out. */
            owner?: string;
            /** `System` when left out. */
            system?: string;
            /** `Risk tier` when left out. */
            riskTier?: string;
            /** `License` when left out. */
            licence?: string;
          };
          /** How many of the newest versions of a model are taken over; 20 when left out. */
          newestVersions?: number;
          /** Whether a registry without any model is believed; false when left out. */
          allowEmpty?: boolean;
          /** Whether its inference services are reported as deployments; true when left out. */
          deployments?: boolean;
          /** Environments by the names of serving environments; their own names when left out. */
          environments?: { [servingEnvironment: string]: string };
        };
      };
    };
  };
}
