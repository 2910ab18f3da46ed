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

/**
 * Measures every candidate once a round, in turn, so that what slows the machine for a while slows all of them; the
 * round before the first warms them up and does not count. Answers the median of each.
 */
export async function alternate(candidates, rounds, say) {
  const results = candidates.map(() => []);
  for (let round = 0; round <= rounds; round++) {
    for (const [index, { name, measure }] of candidates.entries()) {
      say(`${name}, round ${round} of ${rounds}`);
      const result = await measure();
      if (round > 0) results[index].push(result);
    }
  }
  return results.map(median);
}

function median(values) {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[sorted.length >> 1];
}
