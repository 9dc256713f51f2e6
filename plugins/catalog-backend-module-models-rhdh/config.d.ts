export interface Config {
  catalog?: {
    providers?: {
      /** Model catalog bridges whose models become entities, by an id of your choice. */
      modelCatalogBridge?: {
        [id: string]: {
          /** Where the location service of the bridge answers, e.g. `http://bridge:9090`. */
          url: string;
          /** Where people look at it; nowhere when left out. */
          uiUrl?: string;
          /** What people read on the page Sources; the id when left out. */
          title?: string;
          /**
           * Bearer token of somebody who may read.
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
           * Headers that a proxy in front of it wants besides.
           *
           * @deepVisibility secret
           */
          headers?: { [name: string]: string };
          /** How often it is read and how long that may take; 15 and 30 minutes. */
          schedule?: object;
          /** Namespace of the entities; `default` when left out. */
          namespace?: string;
          /** Type of the models, of which the bridge says nothing; `other` when left out. */
          type?: string;
          /** Whether a bridge without any model is believed; false when left out. */
          allowEmpty?: boolean;
        };
      };
    };
  };
}
