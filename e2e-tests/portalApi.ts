import { APIRequestContext, APIResponse, expect, test } from '@playwright/test';

/** The machine of the demo company that reports what happens to models. */
export const MACHINE_TOKEN = 'demo-reporter-token';

/** Sends what `curl` with the machine's token would send, and expects it to be taken. */
export async function report(
  request: APIRequestContext,
  model: string,
  path:
    | 'versions'
    | 'deployments'
    | 'check-results'
    | 'reviews'
    | 'stage-moves',
  body: object,
) {
  const response = await request.post(modelUrl(model, path), {
    headers: { authorization: `Bearer ${MACHINE_TOKEN}` },
    data: body,
  });
  if (!response.ok()) {
    throw new Error(
      `The portal refused the report: ${response.status()} ${await response.text()}`,
    );
  }
}

/** Reports how a source does, as the machine that runs it would. */
export async function reportSource(request: APIRequestContext, body: object) {
  const response = await request.post(
    `${backendUrl()}/api/models/source-reports`,
    { headers: { authorization: `Bearer ${MACHINE_TOKEN}` }, data: body },
  );
  if (!response.ok()) {
    throw new Error(
      `The portal refused the report: ${response.status()} ${await response.text()}`,
    );
  }
}

/** Sends a decision as one of the demo company's people, whatever a screen would let them do. */
export async function decide(
  request: APIRequestContext,
  person: string,
  model: string,
  decision: object,
): Promise<APIResponse> {
  return request.post(modelUrl(model, 'decisions'), {
    headers: { authorization: `Bearer ${await tokenOf(request, person)}` },
    data: decision,
  });
}

/** Reports a version and opens its review for production, as a pipeline would. */
export async function submit(
  request: APIRequestContext,
  model: string,
  version: string,
) {
  await report(request, model, 'versions', { version, stage: 'validation' });
  await report(request, model, 'reviews', { version, stage: 'production' });
}

/** Sends an approval with the evidence that the policies of the portal ask for. */
export async function approve(
  request: APIRequestContext,
  person: string,
  model: string,
  approval: { requirement: string; version: string; evidence?: string },
) {
  const { requirement, version, evidence } = approval;
  const response = await decide(request, person, model, {
    ...{ requirement, version, stage: 'production', decision: 'approved' },
    comment: 'As agreed.',
    evidence: evidence
      ? [{ item: evidence, title: 'Report', text: 'All is well.' }]
      : [],
  });
  if (!response.ok()) {
    throw new Error(
      `The portal refused the approval: ${response.status()} ${await response.text()}`,
    );
  }
}

/** Gives a model an owner, as one of the demo company's people. */
export async function assignOwner(
  request: APIRequestContext,
  person: string,
  model: string,
  assignment: { owner: string; reason: string },
) {
  const response = await request.post(modelUrl(model, 'owner'), {
    headers: { authorization: `Bearer ${await tokenOf(request, person)}` },
    data: assignment,
  });
  if (!response.ok()) {
    throw new Error(
      `The portal refused the owner: ${response.status()} ${await response.text()}`,
    );
  }
}

/** Has the catalog read an entity and the files that it comes from again. */
export async function refreshCatalog(
  request: APIRequestContext,
  person: string,
  entityRef: string,
) {
  const response = await request.post(`${backendUrl()}/api/catalog/refresh`, {
    headers: { authorization: `Bearer ${await tokenOf(request, person)}` },
    data: { entityRef },
  });
  expect(response.ok()).toBe(true);
}

/** Gives a model back to whom its YAML declares, as one of the demo company's people. */
export async function revertOwner(
  request: APIRequestContext,
  person: string,
  model: string,
  expectedOwner: string,
) {
  await request.post(modelUrl(model, 'owner/revert'), {
    headers: { authorization: `Bearer ${await tokenOf(request, person)}` },
    data: { expectedOwner },
  });
}

/** Signs in as one of the demo company's people. */
export async function tokenOf(request: APIRequestContext, person: string) {
  const response = await request.get(
    `${backendUrl()}/api/auth/development/refresh`,
    { headers: { 'x-development-person': `user:default/${person}` } },
  );
  const { backstageIdentity } = await response.json();
  return backstageIdentity.token;
}

function modelUrl(model: string, path: string) {
  return `${backendUrl()}/api/models/default/${model}/${path}`;
}

function backendUrl(): string {
  return test.info().config.metadata.backend;
}
