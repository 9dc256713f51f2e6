import { ConflictError } from '@backstage/errors';
import { JsonObject } from '@backstage/types';
import { sha256OfJson } from '@modelry/backstage-plugin-models-common';
import { Knex } from 'knex';
import { ROWS_AT_ONCE, inBatches } from './inBatches';

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
 * What was answered to those of some requests that their sender repeats, by model.
 *
 * @param requests - of one sender, about different models and under one key.
 * @throws `ConflictError` when the key was used for a request of other content.
 */
export async function knownAnswers<T extends object>(
  tx: Knex.Transaction,
  requests: readonly RepeatableRequest[],
): Promise<Map<string, T>> {
  const [first] = requests;
  if (!first?.idempotencyKey) {
    return new Map();
  }
  const refs = requests.map(({ modelRef }) => modelRef);
  await tx('idempotency_keys')
    .whereIn('model_ref', refs)
    .where('recorded_at', '<', forgottenBefore(first))
    .delete();
  const rows: Array<{
    model_ref: string;
    request_digest: string;
    answer_json: string;
  }> = await sentBefore(tx, requests);
  const digests = new Map(
    requests.map(({ modelRef, content }) => [modelRef, digestOf(content)]),
  );
  if (rows.some(row => row.request_digest !== digests.get(row.model_ref))) {
    throw new ConflictError(
      'Idempotency-Key: was used for another request; choose a new key',
    );
  }
  return new Map(rows.map(row => [row.model_ref, JSON.parse(row.answer_json)]));
}

/** Remembers what was answered, by model; requests without an answer may be sent again. */
export async function rememberAnswers(
  tx: Knex.Transaction,
  requests: readonly RepeatableRequest[],
  answers: ReadonlyMap<string, object>,
): Promise<void> {
  const rows = requests.flatMap(({ modelRef, content, ...request }) => {
    const answer = answers.get(modelRef);
    return answer && request.idempotencyKey
      ? [
          {
            model_ref: modelRef,
            actor: request.actor,
            operation: request.operation,
            key: request.idempotencyKey,
            request_digest: digestOf(content),
            answer_json: JSON.stringify(answer),
            recorded_at: request.now,
          },
        ]
      : [];
  });
  for (const batch of inBatches(rows, ROWS_AT_ONCE)) {
    await tx('idempotency_keys').insert(batch);
  }
}

/**
 * Of which models a request was sent before under its key, and is remembered: its sender
 * only wants the answer then, whatever has changed since.
 */
export async function repeatedModels(
  knex: Knex,
  requests: readonly RepeatableRequest[],
): Promise<Set<string>> {
  const [first] = requests;
  return first?.idempotencyKey
    ? new Set(
        await sentBefore(knex, requests)
          .where('recorded_at', '>=', forgottenBefore(first))
          .pluck('model_ref'),
      )
    : new Set();
}

function sentBefore(
  knex: Knex,
  requests: readonly RepeatableRequest[],
): Knex.QueryBuilder {
  const [{ actor, operation, idempotencyKey: key = '' }] = requests;
  return knex('idempotency_keys')
    .whereIn(
      'model_ref',
      requests.map(({ modelRef }) => modelRef),
    )
    .where({ actor, operation, key });
}

function forgottenBefore({ now }: Pick<RepeatableRequest, 'now'>): Date {
  return new Date(now.getTime() - REMEMBERED_MS);
}

function digestOf(content: object): string {
  const plain: JsonObject = JSON.parse(JSON.stringify(content));
  return sha256OfJson(plain);
}
