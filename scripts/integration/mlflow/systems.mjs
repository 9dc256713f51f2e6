// The MLflow servers that the portal is tested beside. Each has a file of tests of its name in
// integration-tests/, and is an object with
//   prepare()  installs it and puts into it what can be put in before it runs,
//   start()    starts it, and resolves once it answers,
//   fill()     puts the rest into it,
//   stop()     ends it; it can be started again,
//   url        where it answers,
//   config     what the configuration of the portal says about it.
import { join } from 'node:path';
import { MLFLOW_2, MLFLOW_3 } from '../python.mjs';
import { MlflowServer } from './MlflowServer.mjs';

const SCHEDULE = {
  frequency: { seconds: 20 },
  timeout: { minutes: 5 },
  initialDelay: { seconds: 15 },
};

function mlflow(id, { packages, models, ...settings }) {
  return directory => {
    const server = new MlflowServer({
      packages,
      directory: join(directory, id),
    });
    return {
      prepare: () => server.prepare({ models }),
      start: () => server.start(),
      fill: () => server.fill(),
      stop: () => server.stop(),
      get url() {
        return server.url;
      },
      get config() {
        const instance = { url: server.url, schedule: SCHEDULE, ...settings };
        return { catalog: { providers: { mlflow: { [id]: instance } } } };
      },
    };
  };
}

/** By name; each is made for a directory that it keeps its data in. */
export const systems = {
  'mlflow-3': mlflow('mlflow-3', {
    packages: MLFLOW_3,
    models: 2_500,
    aliases: { challenger: 'validation' },
  }),
  'mlflow-2': mlflow('mlflow-2', {
    packages: MLFLOW_2,
    namespace: 'legacy',
    defaults: { type: 'classification', owner: 'group:default/ml-platform' },
  }),
};
