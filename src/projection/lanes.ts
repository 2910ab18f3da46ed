/**
 * Works on all items, those of one lane one after the other in their order, at most `width` lanes at a time. Items that
 * share a name are of one lane, and so are those between which others make such a link. After a throw nothing new is
 * begun; what is under way ends, then the first error is thrown.
 */
export async function inLanes<T>(
  items: readonly T[],
  namesOf: (item: T) => readonly string[],
  width: number,
  work: (item: T) => Promise<void>,
): Promise<void> {
  const lanes = linked(items, namesOf);
  const failures: unknown[] = [];
  const worker = async (): Promise<void> => {
    for (let lane = lanes.shift(); lane !== undefined; lane = lanes.shift()) {
      for (const item of lane) {
        if (failures.length > 0) return;
        await work(item).catch((error: unknown) => failures.push(error));
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(width, lanes.length) }, worker));
  if (failures.length > 0) throw failures[0];
}

/** An item without a name is a lane for itself. */
function linked<T>(items: readonly T[], namesOf: (item: T) => readonly string[]): T[][] {
  const next = new Map<string, string>();
  const firstOf = (name: string): string => {
    let first = name;
    for (let other = next.get(first); other !== undefined; other = next.get(first)) first = other;
    return first;
  };
  const named = items.map((item, index) => {
    // The sign keeps a name apart from the number that stands for an item without one.
    const [name = `${index}`, ...others] = namesOf(item).map((one) => `=${one}`);
    for (const other of others) if (firstOf(other) !== firstOf(name)) next.set(firstOf(other), firstOf(name));
    return { item, name };
  });
  const lanes = new Map<string, T[]>();
  for (const { item, name } of named) {
    const first = firstOf(name);
    const lane = lanes.get(first);
    if (lane === undefined) lanes.set(first, [item]);
    else lane.push(item);
  }
  return [...lanes.values()];
}
