import { ConflictError } from '@backstage/errors';
import { JsonObject } from '@backstage/types';
import { sha256OfJson } from '@modelry/backstage-plugin-models-common';
import { Knex } from 'knex';

/** How long a key is remembered: longer than anybody goes on repeating a request. */
const REMEMBERED_MS = 24 * 60 * 60 * 1000;

/** A request that its sender may repeat without wanting it done twice. */
export interface RepeatableRequest {
  modelRef: string;
  actor: string;
  operation: string;
  /** What the sent `Idempotency-Key` says; nothing when none was sent. */
  idempotencyKey?: string;
  /** All that the request asks for. */
  content: object;
  now: Date;
}

/**
 * Runs a write unless its sender already sent the same request under the same key.
 *
 * @throws `ConflictError` when the key was used for a request of other content.
 */
export async function once<T extends object>(
  tx: Knex.Transaction,
  request: RepeatableRequest,
  write: () => Promise<T>,
): Promise<{ result: T; repeated: boolean }> {
  const { modelRef, idempotencyKey, now } = request;
  if (!idempotencyKey) {
    return { result: await write(), repeated: false };
  }
  await tx('idempotency_keys')
    .where({ model_ref: modelRef })
    .where('recorded_at', '<', forgottenBefore(request))
    .delete();
  const key = keyOf(request);
  const digest = digestOf(request.content);
  const known = await tx('idempotency_keys').where(key).first();
  if (known && known.request_digest !== digest) {
    throw new ConflictError(
      'Idempotency-Key: was used for another request; choose a new key',
    );
  }
  if (known) {
    return { result: JSON.parse(known.answer_json), repeated: true };
  }
  const result = await write();
  await tx('idempotency_keys').insert({
    ...key,
    request_digest: digest,
    answer_json: JSON.stringify(result),
    recorded_at: now,
  });
  return { result, repeated: false };
}

/**
 * Tells whether a request was sent before under its key, and is remembered: its sender
 * only wants the answer then, whatever has changed since.
 */
export async function isRepeated(
  knex: Knex,
  request: RepeatableRequest,
): Promise<boolean> {
  if (!request.idempotencyKey) {
    return false;
  }
  const known = await knex('idempotency_keys')
    .where(keyOf(request))
    .where('recorded_at', '>=', forgottenBefore(request))
    .first('key');
  return known !== undefined;
}

function keyOf(request: RepeatableRequest) {
  const { modelRef, actor, operation, idempotencyKey: key = '' } = request;
  return { model_ref: modelRef, actor, operation, key };
}

function forgottenBefore({ now }: Pick<RepeatableRequest, 'now'>): Date {
  return new Date(now.getTime() - REMEMBERED_MS);
}

function digestOf(content: object): string {
  const plain: JsonObject = JSON.parse(JSON.stringify(content));
  return sha256OfJson(plain);
}
