import { ParseArgsConfig, parseArgs } from 'node:util';
import { CannotAnswer, messageOf } from './surroundings';

/** Reads the arguments of a command; what it does not know is refused. */
export function readOptions<T extends ParseArgsConfig>(config: T) {
  try {
    return parseArgs(config);
  } catch (error) {
    throw new CannotAnswer(messageOf(error), true);
  }
}
