import { main } from './main';

main({
  args: process.argv.slice(2),
  token: process.env.MODELRY_TOKEN,
  print: line => process.stdout.write(`${line}\n`),
  complain: line => process.stderr.write(`${line}\n`),
}).then(
  code => {
    // Not process.exit: what was printed must reach a pipe first.
    process.exitCode = code;
  },
  error => {
    process.stderr.write(`${error.stack ?? error}\n`);
    process.exitCode = 2;
  },
);
