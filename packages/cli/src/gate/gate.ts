import {
  GateAnswer,
  GateQuery,
  gateQuerySchema,
} from '@modelry/backstage-plugin-models-common';
import { readOptions } from '../options';
import {
  readBackend,
  readModel,
  readTimeout,
  readToken,
} from '../portalOptions';
import {
  CannotAnswer,
  EXIT,
  ExitCode,
  Surroundings,
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
  return {
    token: readToken(token),
    backend: readBackend(values.url),
    model: readModel(values.model),
    query: readQuery(values),
    timeoutSeconds: readTimeout(values.timeout),
  };
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
