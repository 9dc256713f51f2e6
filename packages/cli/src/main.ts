import { exportModels } from './export/export';
import { gate } from './gate/gate';
import { report } from './report/report';
import { CannotAnswer, EXIT, ExitCode, Surroundings } from './surroundings';
import { verify } from './verify/verify';

const USAGE = `Usage:
  modelry verify FILE [--public-key PEM]… [--checkpoint SEQUENCE:HASH]…
      Tells whether an exported ledger is as it was written. '-' reads from stdin.
      --public-key  file with the Ed25519 public key that signs checkpoints;
                    again for each key that signed before
      --checkpoint  one that was kept elsewhere, as the backend logged it: the
                    file must have it, with that very hash

  modelry gate --url URL --model MODEL --version VERSION
               (--stage STAGE | --environment ENVIRONMENT) [--timeout SECONDS]
      Asks whether a version may enter a stage or run in an environment.
      --url    the backend of the portal, e.g. https://portal.example.com
      --model  e.g. default/churn
      The access token is read from MODELRY_TOKEN.

  modelry report FILE --url URL --model MODEL [--environment ENVIRONMENT]
               [--version VERSION] [--observed-at TIME] [--kind KIND]
               [--timeout SECONDS]
      Sends what a monitoring tool wrote (Evidently, Great Expectations, SageMaker
      Model Monitor, or check results of our own). '-' reads from stdin.

  modelry export --url URL --format FORMAT [--model MODEL [--version VERSION]]
               [--out FILE] [--timeout SECONDS]
      Saves what the portal knows of one model, or of all that may be seen.
      --format  csv (all models), cyclonedx (all models or one), card (one, as
                Markdown)
      --out     the file; stdout when left out

Exit codes: 0 intact, allowed, recorded or saved; 1 broken, denied or refused;
            2 could not find out.`;

const COMMANDS = new Map([
  ['export', exportModels],
  ['gate', gate],
  ['report', report],
  ['verify', verify],
]);

/** Runs the command that the arguments name. */
export async function main(surroundings: Surroundings): Promise<ExitCode> {
  const [name, ...args] = surroundings.args;
  if (name === '--help' || name === '-h' || args.includes('--help')) {
    surroundings.print(USAGE);
    return EXIT.yes;
  }
  try {
    const command = COMMANDS.get(name);
    if (!command) {
      throw new CannotAnswer(
        name ? `There is no command '${name}'.` : 'Name a command.',
        true,
      );
    }
    return await command({ ...surroundings, args });
  } catch (error) {
    if (!(error instanceof CannotAnswer)) {
      throw error;
    }
    surroundings.complain(error.message);
    if (error.usage) {
      surroundings.complain(USAGE);
    }
    return EXIT.unknown;
  }
}
