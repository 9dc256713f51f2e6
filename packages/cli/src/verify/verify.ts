import { verify as verifyWithKey } from 'node:crypto';
import {
  KeptCheckpoint,
  LedgerExportProblem,
  LedgerExportVerdict,
  VerifySignature,
  verifyLedgerExport,
} from '@modelry/backstage-plugin-models-common';
import { readOptions } from '../options';
import {
  CannotAnswer,
  EXIT,
  ExitCode,
  Surroundings,
  oneLine,
} from '../surroundings';
import { nameOf, readLines } from './readLines';
import { PublicKeys, readPublicKeys } from './readPublicKeys';

/** `modelry verify`: tells whether an exported ledger is as it was written. */
export async function verify(surroundings: Surroundings): Promise<ExitCode> {
  const { print, complain } = surroundings;
  const { file, keyFiles, keptCheckpoints } = readArguments(surroundings.args);
  const keys = keyFiles.length > 0 ? readPublicKeys(keyFiles) : undefined;
  const verdict = verifyLedgerExport(readLines(file), {
    ...(keys && { verifySignature: verifierOf(keys) }),
    keptCheckpoints,
  });
  if (verdict.problem) {
    print(describeProblem(verdict.problem));
    return EXIT.no;
  }
  print(`${nameOf(file)} is intact: ${describeVerdict(verdict)}.`);
  if (verdict.signed > 0 && !keys) {
    complain(
      'The signatures were not verified; name the public key with --public-key.',
    );
  }
  return EXIT.yes;
}

function readArguments(args: string[]) {
  const { values, positionals } = readOptions({
    args,
    allowPositionals: true,
    options: {
      'public-key': { type: 'string', multiple: true, default: [] },
      checkpoint: { type: 'string', multiple: true, default: [] },
    },
  });
  const [file, ...others] = positionals;
  if (!file || others.length > 0) {
    throw new CannotAnswer('Name one file, or - for stdin.', true);
  }
  return {
    file,
    keyFiles: values['public-key'],
    keptCheckpoints: values.checkpoint.map(readKept),
  };
}

function readKept(text: string): KeptCheckpoint {
  const [, sequence, hash] = /^([1-9]\d{0,8}):([0-9a-f]{64})$/.exec(text) ?? [];
  if (!hash) {
    throw new CannotAnswer(
      `--checkpoint: '${text}' is no SEQUENCE:HASH; give it as it was logged, e.g. 312:9f86… with all 64 hex digits.`,
    );
  }
  return { sequence: Number(sequence), hash };
}

function verifierOf(keys: PublicKeys): VerifySignature {
  return ({ hash, signature }) => {
    const key = keys.get(signature.keyId);
    if (!key) {
      return 'other-key';
    }
    const isValid = verifyWithKey(
      null,
      Buffer.from(hash),
      key,
      Buffer.from(signature.value, 'base64'),
    );
    return isValid ? 'valid' : 'invalid';
  };
}

function describeProblem(problem: LedgerExportProblem): string {
  const { line, modelRef, sequence, reason } = problem;
  const where = [
    `line ${line}`,
    ...(modelRef ? [modelRef] : []),
    ...(modelRef && sequence ? [`entry ${sequence}`] : []),
  ].join(', ');
  return oneLine(`BROKEN at ${where}: ${reason}.`);
}

function describeVerdict(verdict: LedgerExportVerdict): string {
  const { entries, models, checkpoints, signed, verified } = verdict;
  const signatures = verified > 0 ? `${verified} verified` : `${signed} signed`;
  return [
    `${count(entries, 'entry', 'entries')} of ${count(
      models,
      'model',
      'models',
    )}`,
    ...(checkpoints > 0
      ? [`${count(checkpoints, 'checkpoint', 'checkpoints')} (${signatures})`]
      : ['no checkpoints']),
  ].join(', ');
}

function count(number: number, one: string, many: string): string {
  return `${number} ${number === 1 ? one : many}`;
}
