import { ResponseError, serializeError } from '@backstage/errors';

/** What a client of the models plugin throws when the plugin refuses a request. */
export async function refusal(
  statusCode: number,
  message: string,
): Promise<ResponseError> {
  const body = {
    error: serializeError(new Error(message)),
    response: { statusCode },
  };
  return ResponseError.fromResponse(
    new Response(JSON.stringify(body), {
      status: statusCode,
      headers: { 'Content-Type': 'application/json' },
    }),
  );
}
