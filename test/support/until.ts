import { setTimeout as sleep } from 'node:timers/promises';

/** Waits for something; throws after the time that is given. */
export async function until<T>(look: () => Promise<T | undefined | false>, patienceMs = 10_000): Promise<T> {
  const end = performance.now() + patienceMs;
  for (;;) {
    const found = await look();
    if (found !== undefined && found !== false) return found;
    if (performance.now() > end) throw new Error(`It did not come about within ${patienceMs} ms.`);
    await sleep(25);
  }
}
