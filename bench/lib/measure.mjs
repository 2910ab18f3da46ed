import { cpus } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';

/** Calls the work `count` times in all from so many lanes; answers calls a second. */
export async function rate(lanes, count, work) {
  let next = 0;
  const lane = async () => {
    while (next < count) await work(next++);
  };
  const start = performance.now();
  await Promise.all(Array.from({ length: lanes }, lane));
  return (count * 1_000) / (performance.now() - start);
}

/** As `rate`, for so long; answers calls a second. */
export async function rateFor(lanes, seconds, work) {
  const goesOn = forSeconds(seconds);
  let done = 0;
  const lane = async () => {
    while (goesOn()) await work(done++);
  };
  const start = performance.now();
  await Promise.all(Array.from({ length: lanes }, lane));
  return (done * 1_000) / (performance.now() - start);
}

/**
 * Begins so many calls a second, whether or not those before are done, while `goesOn`. Answers how long each took, in
 * milliseconds from when it was due: what had to wait for its turn is not forgotten.
 */
export async function paced(perSecond, goesOn, work) {
  const took = [];
  const underWay = [];
  const begun = performance.now();
  for (let sent = 0; goesOn(); await sleep(1)) {
    const due = ((performance.now() - begun) / 1_000) * perSecond;
    for (; sent < due; sent++) {
      const at = begun + (sent * 1_000) / perSecond;
      underWay.push(work(at).then(() => took.push(performance.now() - at)));
    }
  }
  await Promise.all(underWay);
  return took;
}

/** True for so long from now. */
export function forSeconds(seconds) {
  const end = performance.now() + seconds * 1_000;
  return () => performance.now() < end;
}

/**
 * Measures every candidate once a round, in turn, so that what slows the machine for a while slows all of them; the
 * round before the first warms them up and does not count; `warm` candidates take no part in it. Answers for each
 * `{ results, median, cores }`: `median` only of plain figures; `cores`: how many were busy meanwhile.
 */
export async function inTurn(candidates, rounds, say) {
  const runs = candidates.map(() => ({ results: [], own: [], all: [] }));
  for (let round = 0; round <= rounds; round++) {
    for (const [index, { name, measure, warm }] of candidates.entries()) {
      if (round === 0 && warm) continue;
      say(`${name}, round ${round} of ${rounds}`);
      const busy = watchCores();
      const result = await measure();
      if (round === 0) continue;
      const { own, all } = busy();
      runs[index].results.push(result);
      runs[index].own.push(own);
      runs[index].all.push(all);
    }
  }
  return runs.map(({ results, own, all }) => ({
    results,
    median: median(results),
    cores: { own: median(own), all: median(all) },
  }));
}

/** Answers, when called, how many cores were busy since: by this process, and in all. */
function watchCores() {
  const start = performance.now();
  const before = process.cpuUsage();
  const allBefore = busyMs();
  return () => {
    const ms = performance.now() - start;
    const { user, system } = process.cpuUsage(before);
    return { own: (user + system) / 1_000 / ms, all: (busyMs() - allBefore) / ms };
  };
}

function busyMs() {
  return cpus().reduce((sum, { times }) => sum + times.user + times.nice + times.sys + times.irq, 0);
}

export function median(values) {
  return quantile(values, 0.5);
}

/** The value below which this part of all lie, e.g. 0.99. */
export function quantile(values, part) {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))];
}
