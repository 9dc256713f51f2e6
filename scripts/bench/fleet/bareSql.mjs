// The statements that the portal sends to the database, to be sent again without it.

/** What a portal asks the database of the plugin while something is done. */
export async function statementsOf({ ask }, work) {
  await ask('startRecording');
  await work();
  const recorded = await ask('stopRecording');
  return recorded.filter(
    ({ text }) => !/backstage_backend_tasks|^(select 1|SELECT 1)$/.test(text),
  );
}

/** Those that are asked every time: the portal does other things, too, meanwhile. */
export async function bareStatements(backend, work) {
  await work();
  const times = [];
  for (let time = 0; time < 3; time++) {
    times.push(await statementsOf(backend, work));
  }
  const [first, ...others] = times;
  return first.filter(({ text }) =>
    others.every(other => other.some(one => one.text === text)),
  );
}

/** Sends statements, one after the other. */
export async function runBare(pool, statements) {
  for (const { text, values } of statements) {
    await pool.query(text, values);
  }
}
