import { createBackend } from '@backstage/backend-defaults';

const backend = createBackend();

backend.add(import('@backstage/plugin-app-backend'));

backend.add(import('@backstage/plugin-auth-backend'));
backend.add(import('./auth'));

backend.add(import('@backstage/plugin-permission-backend'));
backend.add(import('./permission'));

backend.add(import('@backstage/plugin-catalog-backend'));
backend.add(import('@backstage/plugin-catalog-backend-module-logs'));

// On SQLite the PostgreSQL engine steps aside and search keeps its index in memory.
backend.add(import('@backstage/plugin-search-backend'));
backend.add(import('@backstage/plugin-search-backend-module-pg'));
backend.add(import('@backstage/plugin-search-backend-module-catalog'));

backend.add(import('@backstage/plugin-events-backend'));
backend.add(import('@backstage/plugin-notifications-backend'));
backend.add(import('@backstage/plugin-signals-backend'));
backend.add(import('@backstage/plugin-user-settings-backend'));

backend.add(import('@modelry/backstage-plugin-catalog-backend-module-models'));
backend.add(
  import('@modelry/backstage-plugin-catalog-backend-module-models-kubeflow'),
);
backend.add(
  import('@modelry/backstage-plugin-catalog-backend-module-models-mlflow'),
);
backend.add(
  import('@modelry/backstage-plugin-catalog-backend-module-models-rhdh'),
);
backend.add(import('@modelry/backstage-plugin-models-backend'));
backend.add(
  import('@modelry/backstage-plugin-models-backend-module-alertmanager'),
);
backend.add(import('@modelry/backstage-plugin-models-backend-module-kserve'));
backend.add(
  import('@modelry/backstage-plugin-models-backend-module-prometheus'),
);

backend.start();
