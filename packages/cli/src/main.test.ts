import { runModelry } from './__testUtils__/runModelry';

jest.setTimeout(30_000);

it.each([['--help'], ['verify', '--help']])(
  'explains itself: %s',
  async (...args) => {
    const { status, stdout } = await runModelry(args);
    expect(stdout).toContain('modelry verify FILE');
    expect(stdout).toContain('modelry gate --url URL');
    expect(status).toBe(0);
  },
);

it.each([
  ['no command', [], 'Name a command.'],
  ['an unknown command', ['allow'], "There is no command 'allow'."],
])('ends with 2 and its usage for %s', async (_, args, message) => {
  const { status, stdout, stderr } = await runModelry(args);
  expect(stderr).toContain(message);
  expect(stderr).toContain('Usage:');
  expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
});
