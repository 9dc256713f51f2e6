// Fills the record of a generated fleet, in a process of its own: started by dataset.mjs.
// The database is written by what serves the HTTP API, ten models in a transaction.
import { createRequire } from 'node:module';
import { parseArgs } from 'node:util';
import {
  decisionsOf,
  deploymentsOf,
  isReviewed,
  resultsOf,
  versionsOf,
} from './history.mjs';
import {
  PROFILES,
  SMALL_OWNER,
  entityOf,
  otherOwnerOf,
  ownerOf,
  refOf,
} from './models.mjs';
import { openRecord } from './openRecord.mjs';

const require = createRequire(import.meta.url);
const backend = path => require(`../../../plugins/models-backend/src/${path}`);
const { refreshProjections } = backend('governance/board/refreshProjection');
const { openReview } = backend('governance/openReview');
const { recordDecision } = backend('governance/recordDecision');
const { settleReviews } = backend('governance/settleReviews');
const { requirementsOf } = backend('governance/requirements');
const { recordVersion } = backend('lifecycle/recordVersion');
const { recordDeployments } = backend('deployments/recordDeployments');
const { recordObservations } = backend('monitoring/recordObservations');
const { recordOwnerChange } = backend('ownership/recordOwnership');
const { recordDay } = backend('fleet/fleetHistory');
const { toVisibleModel } = backend('kind/toVisibleModel');

const AT_ONCE = 3;
const PER_TRANSACTION = 10;
const DAY_MS = 24 * 3_600_000;
const MACHINE = 'demo-reporter';
const OPENER = 'user:default/tilda-teamlead';
const DECIDERS = {
  'independent-validation': {
    userEntityRef: 'user:default/vera-validator',
    memberOf: new Set(['group:default/model-validation']),
  },
  'risk-acceptance': {
    userEntityRef: 'user:default/rosa-risk',
    memberOf: new Set(['group:default/risk-office']),
  },
};

const { values } = parseArgs({
  options: {
    models: { type: 'string' },
    profile: { type: 'string' },
    config: { type: 'string', multiple: true },
  },
});
const profile = PROFILES[values.profile];
const { database, config, close } = await openRecord(values.config);
const { lifecycle } = config;
await fill();
await recordDay(database, new Date(Date.now() - 30 * DAY_MS));
await close();

async function fill() {
  const known = new Set(await database.knex('models').pluck('model_ref'));
  const missing = Array.from({ length: Number(values.models) }, (_, i) => i)
    .filter(index => !known.has(refOf(index)))
    .reverse();
  const total = missing.length;
  let filled = 0;
  const worker = async () => {
    while (missing.length > 0) {
      const some = missing.splice(-PER_TRANSACTION);
      await fillSome(some);
      filled += some.length;
      if (filled % 1_000 < some.length) {
        console.error(`… ${filled} of ${total}`);
      }
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
}

async function fillSome(indices) {
  const byRef = new Map(indices.map(index => [refOf(index), index]));
  await database.writeEach([...byRef.keys()], async (tx, lockedModels) => {
    const [{ now }] = lockedModels;
    const models = [];
    for (const locked of lockedModels) {
      const index = byRef.get(locked.modelRef);
      const model = visibleModel(index);
      const given = { index, model, now };
      await reportFacts(tx, locked, given);
      if (isReviewed(index)) {
        await review(tx, locked, given);
      }
      await changeOwners(tx, locked, given);
      models.push({ locked, model });
    }
    await refreshProjections(tx, models, { config, now });
  });
}

async function reportFacts(tx, locked, { index, model, now }) {
  const { modelRef } = model;
  for (const report of versionsOf(index, profile, now.getTime())) {
    await recordVersion(tx, locked, {
      ...{ model, report, config, now },
      actor: MACHINE,
      mayMoveStages: true,
    });
  }
  await recordDeployments(tx, {
    ...{ modelRef, lifecycle, now },
    reports: deploymentsOf(index, profile, now.getTime()),
    actor: MACHINE,
  });
  const results = resultsOf(index, profile, now.getTime());
  if (results.length > 0) {
    await recordObservations(tx, {
      ...{ modelRef, results, now },
      thresholdOf: () => undefined,
      keptFrom: new Date(0).toISOString(),
    });
  }
}

async function review(tx, locked, { index, model, now }) {
  const version = String(profile.versions);
  const stage = 'production';
  await openReview(tx, locked, {
    ...{ model, version, stage, config, now },
    actor: OPENER,
  });
  for (const { requirement: id, decision } of decisionsOf(index)) {
    const person = DECIDERS[id];
    await recordDecision(tx, locked, {
      ...{ model, person, lifecycle, now },
      requirement: requirementsOf(config, model).find(one => one.id === id),
      request: {
        ...{ requirement: id, stage, version, decision },
        comment: 'Evaluation reproduced; the limits in the card hold.',
        evidence: [
          { title: 'Report', link: `https://documents.example.com/${index}` },
        ],
      },
    });
    const actor = person.userEntityRef;
    await settleReviews(tx, locked, { model, config, actor, now });
  }
}

// To and fro; one model in ten does not end with whom its author declares.
async function changeOwners(tx, locked, { index, model, now }) {
  const declared = ownerOf(index);
  const other = otherOwnerOf(index);
  const last = index % 10 === 3 && declared !== SMALL_OWNER ? other : declared;
  let owner = declared;
  while (
    other !== declared &&
    ((locked.ledger?.sequence ?? 0) < profile.entries || owner !== last)
  ) {
    owner = owner === declared ? other : declared;
    await recordOwnerChange(tx, locked, {
      ...{ model, now, owner },
      actor: 'user:default/paul-platform',
      reason: 'The teams were put together anew',
    });
  }
}

function visibleModel(index) {
  const entity = entityOf(index);
  const { owner, system } = entity.spec;
  return toVisibleModel({
    ...entity,
    metadata: {
      ...entity.metadata,
      namespace: 'default',
      annotations: {
        'backstage.io/managed-by-origin-location': 'file:models.yaml',
      },
    },
    relations: [
      { type: 'ownedBy', targetRef: owner },
      { type: 'partOf', targetRef: `system:default/${system}` },
    ],
  });
}
