/** Exits with 0 where the service of this container says that it is `live` or `ready`, as the argument asks. */
const [question = 'live'] = process.argv.slice(2);
const PATIENCE_MS = 4_000;

try {
  const { ok, status } = await fetch(`http://127.0.0.1:${process.env.PORT ?? 3000}/health/${question}`, {
    signal: AbortSignal.timeout(PATIENCE_MS),
  });
  console.log(`${question}: ${status}`);
  process.exitCode = ok ? 0 : 1;
} catch (error) {
  console.log(`${question}: ${error.cause?.code ?? error.name}`);
  process.exitCode = 1;
}
