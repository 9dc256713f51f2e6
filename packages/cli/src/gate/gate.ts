import {
  GateAnswer,
  GateQuery,
  gateQuerySchema,
  parseModelRef,
} from '@modelry/backstage-plugin-models-common';
import { readOptions } from '../options';
import {
  CannotAnswer,
  EXIT,
  ExitCode,
  Surroundings,
  messageOf,
  oneLine,
} from '../surroundings';
import { askGate } from './askGate';

/**
 * `modelry gate`: says yes only when the portal has said so. Whatever keeps it from
 * finding out is no yes.
 */
export async function gate(surroundings: Surroundings): Promise<ExitCode> {
  const { print, complain } = surroundings;
  const question = readQuestion(surroundings);
  const answer = await askGate(question);
  const what = describeQuestion(question);
  if (answer.decision === 'deny') {
    print(`DENY: ${what}.`);
  } else {
    print(`ALLOW: ${what}.`);
    if (!answer.compliant) {
      complain(describeTolerance(answer));
    }
  }
  for (const reason of answer.reasons) {
    print(`- ${oneLine(reason)}`);
  }
  return answer.decision === 'allow' ? EXIT.yes : EXIT.no;
}

function describeQuestion({ model, query }: ReturnType<typeof readQuestion>) {
  const where = query.stage
    ? `stage ${query.stage}`
    : `environment ${query.environment}`;
  return oneLine(
    `${model.namespace}/${model.name}, version ${query.version}, ${where}`,
  );
}

function describeTolerance({ enforcement, environment }: GateAnswer): string {
  return oneLine(
    `It lacks sign-offs, and is allowed only because '${environment}' does not prevent that (enforcement: ${enforcement}).`,
  );
}

function readQuestion({ args, token }: Surroundings) {
  const { values } = readOptions({
    args,
    options: {
      url: { type: 'string' },
      model: { type: 'string' },
      version: { type: 'string' },
      stage: { type: 'string' },
      environment: { type: 'string' },
      timeout: { type: 'string', default: '30' },
    },
  });
  if (!token) {
    throw new CannotAnswer(
      'Put an access token of the portal into the environment variable MODELRY_TOKEN.',
    );
  }
  return {
    token,
    backend: readBackend(values.url),
    model: readModel(values.model),
    query: readQuery(values),
    timeoutSeconds: readTimeout(values.timeout),
  };
}

function readBackend(url: string | undefined): URL {
  const backend =
    url && URL.canParse(url)
      ? new URL(`${url.replace(/\/+$/, '')}/`)
      : undefined;
  if (!backend || !/^https?:$/.test(backend.protocol)) {
    throw new CannotAnswer(
      'Name the backend of the portal: --url https://portal.example.com',
      true,
    );
  }
  return backend;
}

function readModel(ref: string | undefined) {
  if (!ref) {
    throw new CannotAnswer('Name the model: --model default/churn', true);
  }
  try {
    return parseModelRef(ref);
  } catch (error) {
    throw new CannotAnswer(messageOf(error), true);
  }
}

function readQuery(values: {
  version?: string;
  stage?: string;
  environment?: string;
}): GateQuery {
  const { version, stage, environment } = values;
  const query = gateQuerySchema.safeParse({ version, stage, environment });
  if (!query.success) {
    const [{ path, message }] = query.error.issues;
    throw new CannotAnswer(`--${path.join('.')}: ${message}`, true);
  }
  return query.data;
}

function readTimeout(text: string): number {
  const seconds = Number(text);
  if (!(seconds > 0 && seconds <= 3_600)) {
    throw new CannotAnswer('--timeout: write 1 to 3600 seconds', true);
  }
  return seconds;
}
