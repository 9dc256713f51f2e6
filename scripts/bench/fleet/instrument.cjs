// Loaded into a measured portal before it starts. Tells whoever started it what the
// database is asked and how much memory is in use, and lets two people see only some models.
const { Client } = require('pg');
const {
  catalogConditions,
  createCatalogConditionalDecision,
} = require('@backstage/plugin-catalog-backend/alpha');
const {
  PortalPolicy,
} = require('../../../packages/backend/src/permission/PortalPolicy');

/** What the policy answers about these people when they want to read an entity. */
const CONDITIONS = {
  'user:default/dana-datasci': ({ ownershipEntityRefs }) =>
    catalogConditions.isEntityOwner({ claims: ownershipEntityRefs }),
  'user:default/dario-datasci': () => ({
    not: catalogConditions.isEntityOwner({
      claims: ['group:default/energy-analytics'],
    }),
  }),
};

let statements;

limitTwoPeople();
listenToStatements();
if (process.env.BENCH_WITHOUT_SWEEP) {
  leaveOutSweep();
}
process.on('message', ({ id, what }) => {
  process.send({ id, answer: ANSWERS[what]() });
});

const ANSWERS = {
  startRecording() {
    statements = [];
  },
  stopRecording() {
    const recorded = statements;
    statements = undefined;
    return recorded;
  },
  cpu: () => process.cpuUsage(),
  memory() {
    global.gc?.();
    global.gc?.();
    return process.memoryUsage();
  },
};

function limitTwoPeople() {
  const decide = PortalPolicy.prototype.handle;
  PortalPolicy.prototype.handle = async function handle(request, user) {
    const { permission } = request;
    const conditions = CONDITIONS[user?.info.userEntityRef];
    return conditions && permission.name === 'catalog.entity.read'
      ? createCatalogConditionalDecision(permission, conditions(user.info))
      : decide.call(this, request, user);
  };
}

function listenToStatements() {
  const { query } = Client.prototype;
  Client.prototype.query = function record(config, values, ...rest) {
    if (statements && this.database === 'backstage_plugin_models') {
      statements.push({
        text: typeof config === 'string' ? config : config.text,
        values: (Array.isArray(values) ? values : config.values) ?? [],
      });
    }
    return query.call(this, config, values, ...rest);
  };
}

// While the catalog reads the models, what is filled in already is not to be removed.
function leaveOutSweep() {
  const {
    GovernanceReconciler,
  } = require('../../../plugins/models-backend/src/governance/board/GovernanceReconciler');
  GovernanceReconciler.prototype.sweep = async () => {};
}
