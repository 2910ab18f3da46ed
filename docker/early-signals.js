/**
 * The first process of a container has no default for signals: one that comes while the program still loads would be
 * lost, and the container be killed when the patience is over. Until the program listens by itself, it ends as it
 * would anywhere else.
 */
const SIGNALS = { SIGHUP: 1, SIGINT: 2, SIGTERM: 15 };

for (const [signal, number] of Object.entries(SIGNALS)) {
  const end = () => process.exit(128 + number);
  process.on(signal, end);
  process.on('newListener', (event) => {
    // Not at once: with its last listener Node would stop to listen, and the new one is not counted yet.
    if (event === signal) queueMicrotask(() => process.off(signal, end));
  });
}
